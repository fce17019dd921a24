"""Administrative agencies and what belongs to them: offices, people, rules, meetings, training."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gongkai.accounts.models import User
from gongkai.accounts.permissions import Role


def _ends_after_start(
    name: str, start: str = "since", end: str = "until"
) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        name=name,
        violation_error_message="结束日期不能早于开始日期。",
    )


class Agency(models.Model):
    """An administrative agency (行政机关), known for ever by its code; its names are dated."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "省级政府"
        CITY = "city", "设区的市级政府"
        COUNTY = "county", "县级政府"
        TOWNSHIP = "township", "乡镇政府"
        SUBDISTRICT = "subdistrict", "街道办事处"
        DEPARTMENT = "department", "政府部门"
        VILLAGE = "village", "村（社区）"

    code = models.SlugField("代码", max_length=60, unique=True)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="subordinates", verbose_name="上级机关"
    )
    # "/jilin/meihekou/xinhe/": all agencies below one share its beginning.
    path = models.CharField("层级路径", max_length=500, unique=True)
    organization_code = models.CharField("组织机构代码", max_length=18, blank=True)
    established_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True)

    class Meta:
        verbose_name = "行政机关"
        constraints = [_ends_after_start("agency_closed_later", "established_on", "closed_on")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The latest full name."""
        names = sorted(self.names.all(), key=lambda name: name.since)
        return names[-1].full_name if names else self.code

    @property
    def short_name(self) -> str:
        """The latest short name, as 新合镇."""
        names = sorted(self.names.all(), key=lambda name: name.since)
        return names[-1].short_name if names else self.code

    def name_on(self, day: date) -> str:
        """The full name the agency had on `day`; before its first name, the first."""
        names = sorted(self.names.all(), key=lambda name: name.since)
        borne = [name for name in names if name.since <= day]
        return (borne or names)[-1 if borne else 0].full_name if names else self.code


class AgencyName(models.Model):
    """A name an agency bears from one day on, until its next name."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="names", verbose_name="机关")
    full_name = models.CharField("全称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    since = models.DateField("启用日期")
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "机关名称"
        constraints = [
            models.UniqueConstraint(fields=["agency", "since"], name="one_agency_name_a_day")
        ]

    def __str__(self) -> str:
        return self.full_name


class Succession(models.Model):
    """One agency's duties pass to another, or end: merged, split, or closed."""

    class Kind(models.TextChoices):
        MERGED = "merged", "合并"
        SPLIT = "split", "分设"
        CLOSED = "closed", "撤销"

    kind = models.CharField("方式", max_length=10, choices=Kind.choices)
    predecessor = models.ForeignKey(
        Agency, models.PROTECT, related_name="successions", verbose_name="原机关"
    )
    successor = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="inheritances", verbose_name="承继机关"
    )
    effective_on = models.DateField("生效日期")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "机构沿革"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_succession_per_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor}{self.get_kind_display()}"


class RoleGrant(models.Model):
    """A role a person holds at an agency."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants", verbose_name="账号")
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="role_grants", verbose_name="机关"
    )
    role = models.CharField("角色", max_length=30, choices=Role.choices)

    class Meta:
        verbose_name = "角色授予"
        constraints = [
            models.UniqueConstraint(fields=["user", "agency", "role"], name="role_granted_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.label}"

    @property
    def label(self) -> str:
        """The role in words."""
        return Role(self.role).label


class Office(models.Model):
    """An internal unit (内设机构); one of them is the disclosure office (条例 第四条)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="offices", verbose_name="机关")
    name = models.CharField("名称", max_length=120)
    is_disclosure_office = models.BooleanField("政府信息公开工作机构", default=False)
    address = models.CharField("办公地址", max_length=200, blank=True)
    opening_hours = models.CharField("办公时间", max_length=120, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真号码", max_length=60, blank=True)
    internet_contact = models.CharField("互联网联系方式", max_length=120, blank=True)
    since = models.DateField("设立日期")
    until = models.DateField("撤销日期", null=True)

    class Meta:
        verbose_name = "内设机构"
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="office_name_once"),
            _ends_after_start("office_ends_later"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who works for an agency, with or without an account."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="people", verbose_name="机关")
    name = models.CharField("姓名", max_length=60)
    # Told apart from a namesake at the same agency.
    note = models.CharField("区分说明", max_length=60, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="person",
        verbose_name="账号",
    )

    class Meta:
        verbose_name = "人员"
        constraints = [
            models.UniqueConstraint(fields=["agency", "name", "note"], name="person_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.note}）" if self.note else self.name


class Deputy(models.Model):
    """Somebody who does another's duties at the same agency during an absence (代理)."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="deputies", verbose_name="被代理人"
    )
    deputy = models.ForeignKey(
        Person, models.PROTECT, related_name="deputyships", verbose_name="代理人"
    )
    # Codes of `Role`; each counts only as long as the absent person's account holds it.
    roles = models.JSONField("代理的角色")
    since = models.DateField("开始日期")
    until = models.DateField("结束日期")
    reason = models.CharField("事由", max_length=200)
    # When it was ended before its time, with effect at once.
    ended_on = models.DateField("提前结束日期", null=True)

    class Meta:
        verbose_name = "代理"
        constraints = [
            _ends_after_start("deputy_ends_later"),
            models.CheckConstraint(
                condition=~Q(person=F("deputy")), name="nobody_is_their_own_deputy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy}代理{self.person}"

    @property
    def role_labels(self) -> str:
        """The roles in words."""
        return "、".join(Role(role).label for role in self.roles)


class Post(models.Model):
    """A post a person holds in an office for a time (职务)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name="人员")
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="posts", verbose_name="内设机构"
    )
    title = models.CharField("职务", max_length=60)
    since = models.DateField("任职日期")
    until = models.DateField("免职日期", null=True)

    class Meta:
        verbose_name = "职务"
        constraints = [_ends_after_start("post_ends_later")]

    def __str__(self) -> str:
        return f"{self.person} {self.title}"


class LeadingGroupMember(models.Model):
    """A place in the leading group for disclosure (信息公开工作领导小组)."""

    class Position(models.TextChoices):
        HEAD = "head", "组长"
        DEPUTY = "deputy", "副组长"
        MEMBER = "member", "成员"

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="leading_group_places", verbose_name="姓名"
    )
    position = models.CharField("组内职务", max_length=10, choices=Position.choices)
    duties = models.CharField("分工", max_length=200, blank=True)
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True)

    class Meta:
        verbose_name = "领导小组成员"
        constraints = [
            _ends_after_start("group_place_ends_later"),
            models.CheckConstraint(
                condition=Q(position__in=["head", "deputy", "member"]), name="group_position"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_position_display()} {self.person}"


class Officer(models.Model):
    """Somebody who does disclosure work: full-time, specialist or part-time."""

    class Kind(models.TextChoices):
        FULL_TIME = "full_time", "专职人员"
        SPECIALIST = "specialist", "专业人员"
        PART_TIME = "part_time", "兼职人员"

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="officer_duties", verbose_name="姓名"
    )
    kind = models.CharField("人员类别", max_length=12, choices=Kind.choices)
    unit = models.CharField("所在单位", max_length=120, blank=True)
    since = models.DateField("起始日期")
    until = models.DateField("终止日期", null=True)

    class Meta:
        verbose_name = "信息公开人员"
        constraints = [
            _ends_after_start("officer_ends_later"),
            models.CheckConstraint(
                condition=Q(kind__in=["full_time", "specialist", "part_time"]), name="officer_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.get_kind_display()}）"


class SupportingRule(models.Model):
    """An institutional rule of the office (配套制度); its texts are versions."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="rules", verbose_name="机关")
    title = models.CharField("制度名称", max_length=200)
    repealed_on = models.DateField("废止日期", null=True)

    class Meta:
        verbose_name = "配套制度"
        constraints = [models.UniqueConstraint(fields=["agency", "title"], name="rule_title_once")]

    def __str__(self) -> str:
        return self.title


class SupportingRuleVersion(models.Model):
    """One text of an institutional rule, in force from a day until the next version."""

    rule = models.ForeignKey(
        SupportingRule, models.PROTECT, related_name="versions", verbose_name="制度"
    )
    number = models.PositiveSmallIntegerField("版次")
    document_number = models.CharField("文号", max_length=60, blank=True)
    in_force_on = models.DateField("施行日期")
    text = models.TextField("正文", blank=True)

    class Meta:
        verbose_name = "制度文本"
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version_once"),
            models.UniqueConstraint(fields=["rule", "in_force_on"], name="rule_version_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}（第{self.number}版）"


class Meeting(models.Model):
    """A meeting on disclosure work."""

    class Scope(models.TextChoices):
        WHOLE = "whole", "全体会议"
        SPECIAL = "special", "专题会议"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="meetings", verbose_name="机关")
    held_on = models.DateField("日期")
    subject = models.CharField("会议名称", max_length=200)
    scope = models.CharField("类型", max_length=10, choices=Scope.choices)
    participants = models.PositiveIntegerField("参加人数", null=True)
    summary = models.TextField("主要内容", blank=True)

    class Meta:
        verbose_name = "会议"
        constraints = [
            models.UniqueConstraint(fields=["agency", "held_on", "subject"], name="meeting_once")
        ]

    def __str__(self) -> str:
        return self.subject


class Training(models.Model):
    """A training session on disclosure work (2019 条例 第四十八条)."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="trainings", verbose_name="机关"
    )
    held_on = models.DateField("日期")
    subject = models.CharField("培训主题", max_length=200)
    trainer = models.CharField("主讲人", max_length=60, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    participants = models.PositiveIntegerField("参加人数")
    participant_names = models.TextField("参加人员", blank=True)

    class Meta:
        verbose_name = "培训"
        constraints = [
            models.UniqueConstraint(fields=["agency", "held_on", "subject"], name="training_once")
        ]

    def __str__(self) -> str:
        return self.subject
