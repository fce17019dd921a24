"""Signing in, and the pages on which an administrator keeps accounts and roles."""

from django.test import Client

from gongkai.accounts.models import User
from gongkai.accounts.permissions import Role
from gongkai.agencies.models import Person, RoleGrant
from gongkai.agencies.transitions import people
from tests.build import PASSWORD, TODAY, Town
from tests.desk.build import browser_of, page, posted

NEW = "春江-花月-1000"


def _pk(name: str) -> int:
    return User.objects.get(username=name).pk


def test_signing_in_leads_to_the_desk_and_back_to_the_page_asked_for(town: Town) -> None:
    client = Client()
    asked = client.get("/desk/qingshan/ledgers/people/")
    assert asked["Location"] == "/desk/login/?next=/desk/qingshan/ledgers/people/"
    answer = client.post(
        "/desk/login/",
        {"username": "li", "password": PASSWORD, "next": "/desk/qingshan/ledgers/people/"},
    )
    assert answer["Location"] == "/desk/qingshan/ledgers/people/"
    assert client.get("/desk/", follow=True).redirect_chain == [("/desk/qingshan/today/", 302)]


def test_a_wrong_password_is_refused_in_words_that_help(town: Town) -> None:
    shown = posted(Client(), "login/", username="li", password="falsch")
    assert "账号或密码不对，请重新输入" in shown
    assert "没有登录" in shown
    assert 'value="li"' in shown
    assert "falsch" not in shown


def test_a_closed_account_does_not_open_the_door(town: Town) -> None:
    User.objects.filter(username="li").update(is_active=False)
    shown = posted(Client(), "login/", username="li", password=PASSWORD)
    assert "账号或密码不对" in shown


def test_closing_an_account_ends_its_session(town: Town) -> None:
    li = browser_of(town, "li")
    page(li, "qingshan/")
    shown = posted(browser_of(town, "admin"), f"qingshan/accounts/{_pk('li')}/closure/")
    assert "已停用李经办的账号。" in shown
    assert li.get("/desk/qingshan/").status_code == 302
    shown = posted(browser_of(town, "admin"), f"qingshan/accounts/{_pk('li')}/reopening/")
    assert "已重新启用李经办的账号。" in shown


def test_the_list_shows_people_roles_and_who_has_no_account(town: Town) -> None:
    people.enter_person(
        town.agency,
        people.PersonEntry(name="陈小雨", title="会计", since=TODAY),
        acting=town.acting(),
    )
    shown = page(browser_of(town, "admin"), "qingshan/accounts/")
    assert "李经办" in shown
    assert "公开工作机构负责人" in shown
    assert "陈小雨" in shown
    assert "王邻县" not in shown


def test_an_account_is_opened_and_signs_in(town: Town) -> None:
    shown = posted(
        browser_of(town, "admin"),
        "qingshan/accounts/opening/",
        username="feng",
        full_name="冯新人",
        role="specialist",
        password=NEW,
    )
    assert "开通账号：已保存。" in shown
    assert NEW not in shown
    assert Client().login(username="feng", password=NEW)


def test_a_refused_opening_keeps_the_name_but_not_the_password(town: Town) -> None:
    shown = posted(
        browser_of(town, "admin"),
        "qingshan/accounts/opening/",
        username="li",
        full_name="冯新人",
        role="specialist",
        password=NEW,
    )
    assert "账号“li”已被使用" in shown
    assert 'value="冯新人"' in shown
    assert NEW not in shown


def test_roles_are_granted_and_revoked(town: Town) -> None:
    admin, li = browser_of(town, "admin"), _pk("li")
    shown = posted(admin, f"qingshan/accounts/{li}/roles/", role="leader")
    assert "给李经办授予角色：已保存。" in shown
    again = posted(admin, f"qingshan/accounts/{li}/roles/", role="leader")
    assert "李经办已经是分管领导。" in again
    granted = RoleGrant.objects.get(user=li, role=Role.LEADER)
    address = f"qingshan/accounts/{li}/roles/{granted.pk}/revocation/"
    assert "收回李经办的角色：分管领导" in page(admin, address)
    assert "已收回李经办的角色：分管领导。" in posted(admin, address)
    assert admin.get(f"/desk/{address}").status_code == 404


def test_a_role_goes_to_an_account_of_another_agency(town: Town) -> None:
    admin = browser_of(town, "admin")
    assert "没有这个账号" in posted(
        admin, "qingshan/accounts/grant/", username="nobody", role="leader"
    )
    posted(admin, "qingshan/accounts/grant/", username="wang", role="leader")
    assert RoleGrant.objects.filter(user__username="wang", agency=town.agency).exists()


def test_a_person_is_linked_to_an_account(town: Town) -> None:
    post = people.enter_person(
        town.agency,
        people.PersonEntry(name="管理员", title="会计", since=TODAY),
        acting=town.acting(),
    )
    admin = _pk("admin")
    posted(
        browser_of(town, "admin"), f"qingshan/accounts/{admin}/person/", person=str(post.person_id)
    )
    assert Person.objects.get(pk=post.person_id).user_id == admin


def test_a_password_is_reset_for_another(town: Town) -> None:
    shown = posted(
        browser_of(town, "admin"), f"qingshan/accounts/{_pk('li')}/password/", password=NEW
    )
    assert "重设李经办的密码：已保存。" in shown
    assert Client().login(username="li", password=NEW)


def test_an_account_of_another_agency_is_not_found_here(town: Town) -> None:
    admin = browser_of(town, "admin")
    for part in ("", "roles/", "person/", "password/", "closure/", "reopening/"):
        assert admin.get(f"/desk/qingshan/accounts/{_pk('wang')}/{part}").status_code == 404


def test_a_refused_closing_is_a_page_with_the_reason(town: Town) -> None:
    admin = browser_of(town, "admin")
    answer = admin.post(f"/desk/qingshan/accounts/{_pk('admin')}/closure/")
    assert answer.status_code == 403
    assert "不能停用自己的账号" in answer.content.decode()


def test_one_changes_the_own_password_and_stays_signed_in(town: Town) -> None:
    li, elsewhere = browser_of(town, "li"), browser_of(town, "li")
    page(elsewhere, "qingshan/")
    wrong = posted(li, "password/", current=PASSWORD, password=NEW, again="另一个-密码-1")
    assert "两次输入的新密码不一致" in wrong
    assert "现在的密码不对" in posted(li, "password/", current="x", password=NEW, again=NEW)
    assert "密码已修改" in posted(li, "password/", current=PASSWORD, password=NEW, again=NEW)
    page(li, "qingshan/")
    assert elsewhere.get("/desk/qingshan/").status_code == 302
