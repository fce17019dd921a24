"""Words and lists that must not be published, or that a person has to look at."""

import re
from collections.abc import Iterator

from gongkai.intake.findings import FindingKind
from gongkai.intake.numbers import HIGH, LOW, MEDIUM, Hit

# The commonest family names: enough for a hint, and few enough to be read.
_FAMILY = (
    "(?:欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容"
    "|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万"
    "覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庞樊兰殷齐翟安颜牛温芦季俞章鲁葛伍申尤毕聂柴焦柳邢岳])"
)
_GIVEN = "[\u4e00-\u9fff]{1,2}"
# Words that begin like a name.
_NOT_NAMES = (
    "高血|白血|白内|黄疸|康复|石棉|安全|安置|金额|金融|文件|方案|方式|方面|常见|常住|任务|任何|于是|余额|万元|高度"
    "|时间|全体|项目|成员|向社|向上|武装|施工|施行|水平|江苏|江西|温度|陈述|许可|何时|任职|方法|陆续|严重|严格|贺信"
)
# 王家村, 李家屯 and 方正局 begin as names do.
_PLACES = "村镇县乡组屯社区局院校站所厂办"
_COUNT = "[0-9一二三四五六七八九十百]{1,4}"

# Marks are often set with blanks between their letters.
_CLASSES = r"(?:绝 {0,4}密|机 {0,4}密|(?<!工作)秘 {0,4}密)"
_SECRECY = re.compile(rf"{_CLASSES}\s{{0,2}}[★▲☆△*]|密级[ :]{{0,2}}{_CLASSES}")
_SECRECY_LINE = re.compile(rf"^[ \u3000]*{_CLASSES}(?=[ \u3000]*$)", re.MULTILINE)
_CLASS_FIELD = re.compile(r"密级(?=[ :])")
_INTERNAL = re.compile(
    r"内部(?:资料|文件|材料|刊物|参考)|注意保存|不得外传|请勿外传|严禁外传|仅供(?:内部|领导)|内部使用|内部掌握"
)
_WORK_SECRET = re.compile(
    r"工作秘密(?=[★▲☆ :]|[ \u3000]*$)|(?<![\u4e00-\u9fff])工作★", re.MULTILINE
)
_WORK_SECRET_WORD = re.compile(r"工作秘密")
_URGENCY = re.compile(
    r"(?:^|(?<=[ \u3000★年]))(?:特 {0,4}急|加 {0,4}急|平 {0,4}急|特 {0,4}提|急 {0,4}件)"
    r"(?=[ \u3000]*$|·)"
    r"|紧急程度[ :]{0,2}(?:特急|加急|特提|平急)",
    re.MULTILINE,
)

# Below the village: a group or a house number there, or a room of a building.
_VILLAGE = re.compile(
    rf"(?:(?<=[村屯])|(?<=社区))第?{_COUNT}(?:(?:村民)?小?[组社队屯](?:第?{_COUNT}[号户])?|[号户])"
    r"(?!织|成|建|长|员|伍|道|公路|桥|水|路|硬化|项目|工程|维修|改造|文)"
)
_FLAT = re.compile(
    rf"(?<![\d.]){_COUNT}(?:号楼|[栋幢座号楼-]) ?"
    rf"(?:{_COUNT}单元 ?(?:\d{{1,2}}[层楼])?(?:\d{{2,4}}(?:室|号|户)?)?|\d{{3,4}}[室号户])"
)
# What a text itself calls somebody's home, as far as it goes.
_HOME = re.compile(
    r"(?:家庭(?:住址|地址)|户籍(?:地址|住址|所在地)|(?:现|家|常)?住址|居住地址)[ :\t]{1,3}"
    r"([^\n\t,。;()]{4,50})"
)
_DETAIL = re.compile(r"[路街巷胡同村屯庄组社号室栋幢]|小区|单元")
_HOUSE = re.compile(r"[号户室]$|单元")
_OFFICE_PLACE = re.compile(r"办公|政务|行政|大厅|窗口|受理|会议|服务中心|地点")

_RELIEF = re.compile(r"低保|救助|补贴|补助|救济|特困|五保|慰问|抚恤|优抚|供养|困难户|残疾人")
_LIST_ROW = re.compile(
    rf"^[ \u3000]*(?:\d{{1,4}}[\t 、.,|]+)?({_FAMILY}{_GIVEN})(?<![{_PLACES}])[\t ,|]"
    r"(?=[^\n]{0,80}?\d{2,})",
    re.MULTILINE,
)
_CHILD_LIST = re.compile(
    r"(?:学生|儿童|孤儿|幼儿|未成年人|小学生|中学生|新生)[^\n,。]{0,8}(?:名单|名册|花名册|姓名)"
)
_CHILD_AGE = re.compile(
    rf"({_FAMILY}{_GIVEN}?)[,( ]{{0,2}}(?:[男女][, ]{{0,2}})?(?:[1-9]|1[0-3])周?岁"
)
_CHILD_NAME = re.compile(
    rf"(?:[未不]满十[四八]周岁|留守儿童|孤儿|学生)[的:( ]?(?!{_NOT_NAMES})({_FAMILY}{_GIVEN}?)"
    r"(?=[,、。)\s(的]|$)"
)
_NAME = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=患者|村民|居民|病人|人员|职工|户主))"
    rf"(?!{_NOT_NAMES})({_FAMILY}{_GIVEN}?)"
    r"(?=[,、(: \t]|患|因|系|被|经|名下|年收|月收|欠|的(?:存|贷|工|房|病))"
)
_HEALTH = re.compile(
    r"艾滋病|HIV|乙肝|肺结核|性病|梅毒|精神(?:病|障碍|分裂)|癌|肿瘤|白血病|尿毒症|确诊|诊断为|病历|病史"
    r"|残疾等级|[一二三四]级残疾|怀孕|流产|自杀|重病|患有"
)
_FINANCE = re.compile(r"存款|欠款|欠税|贷款|征信|年收入|月收入|工资|家庭收入|负债|房产")
_NEAR = 24


def word_hits(text: str) -> Iterator[Hit]:
    """Hits in half-width `text`, marks of secrecy first, weak hints last."""
    for pattern, kind, severity in _MARKS:
        for match in pattern.finditer(text):
            yield Hit(kind, *match.span(), severity)
    yield from _addresses(text)
    yield from _minors(text)
    yield from _relief(text)
    yield from _near_names(text, FindingKind.HEALTH, _HEALTH)
    yield from _near_names(text, FindingKind.FINANCE, _FINANCE)


def _addresses(text: str) -> Iterator[Hit]:
    for match in _HOME.finditer(text):
        if _DETAIL.search(match.group(1)):
            yield Hit(FindingKind.ADDRESS, *match.span(1), MEDIUM)
    for pattern in (_FLAT, _VILLAGE):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - _NEAR) : match.start()].rpartition("\n")[2]
            weak = _OFFICE_PLACE.search(before) or not _HOUSE.search(match.group())
            yield Hit(FindingKind.ADDRESS, *match.span(), LOW if weak else MEDIUM)


def _minors(text: str) -> Iterator[Hit]:
    for match in _CHILD_LIST.finditer(text):
        yield Hit(FindingKind.MINOR, *match.span(), MEDIUM)
    for pattern in (_CHILD_AGE, _CHILD_NAME):
        for match in pattern.finditer(text):
            yield Hit(FindingKind.MINOR, *match.span(1), MEDIUM)


def _relief(text: str) -> Iterator[Hit]:
    """The first name of each list with amounts, in a text that speaks of relief."""
    if not _RELIEF.search(text):
        return
    last_line_end = -1
    for match in _LIST_ROW.finditer(text):
        if match.start() > last_line_end + 1:
            yield Hit(FindingKind.RELIEF_LIST, *match.span(1), LOW)
        end = text.find("\n", match.end())
        last_line_end = len(text) if end < 0 else end


def _near_names(text: str, kind: FindingKind, pattern: re.Pattern[str]) -> Iterator[Hit]:
    """Names in the same line as a word of `pattern`, not far from it."""
    for match in pattern.finditer(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        name = _NAME.search(text, max(line_start, match.start() - _NEAR), match.start())
        if name:
            yield Hit(kind, *name.span(1), LOW)


_MARKS = (
    (_SECRECY, FindingKind.SECRECY_MARK, HIGH),
    (_SECRECY_LINE, FindingKind.SECRECY_MARK, HIGH),
    (_CLASS_FIELD, FindingKind.SECRECY_MARK, MEDIUM),
    (_WORK_SECRET, FindingKind.WORK_SECRET, HIGH),
    (_WORK_SECRET_WORD, FindingKind.WORK_SECRET, LOW),
    (_INTERNAL, FindingKind.INTERNAL, MEDIUM),
    (_URGENCY, FindingKind.URGENCY, LOW),
)
