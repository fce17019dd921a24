"""Kinds of administrative agencies (行政机关), as far as a rule of law depends on them."""

from enum import StrEnum


class AgencyKind(StrEnum):
    """What an agency is; villages are not here, for they are no administrative agencies."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    PROVINCE_DEPARTMENT = "province_department"
    DEPARTMENT = "department"
    VERTICAL_DEPARTMENT = "vertical_department"
    JUSTICE_DEPARTMENT = "justice_department"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    AgencyKind.PROVINCE: "省、自治区、直辖市人民政府",
    AgencyKind.CITY: "设区的市级人民政府",
    AgencyKind.COUNTY: "县级人民政府",
    AgencyKind.TOWNSHIP: "乡镇人民政府",
    AgencyKind.SUBDISTRICT: "街道办事处（派出机关）",
    AgencyKind.PROVINCE_DEPARTMENT: "省级人民政府部门",
    AgencyKind.DEPARTMENT: "设区的市级、县级人民政府部门",
    AgencyKind.VERTICAL_DEPARTMENT: "税务、海关、金融、外汇管理、国家安全机关",
    AgencyKind.JUSTICE_DEPARTMENT: "履行行政复议机构职责的司法行政部门",
}
