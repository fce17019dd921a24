"""Ledgers in and out: templates, export, import with its preview."""

import secrets

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies, queries
from gongkai.agencies.models import Agency
from gongkai.audit.actions import Action
from gongkai.desk.forms import UploadForm
from gongkai.desk.registers import BY_KEY, LEDGERS, may_open
from gongkai.ledgers import exporting, importing, runs
from gongkai.ledgers.importing import ImportContext
from gongkai.ledgers.workbook import UnreadableFile, read_workbook
from gongkai.web.requests import StaffRequest, acting

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def template(request: StaffRequest, key: str) -> HttpResponse:
    """An empty template of one ledger, or of all."""
    if key == "all":
        return _file(exporting.template(LEDGERS), "台账模板.xlsx", _XLSX)
    if key not in BY_KEY:
        raise Http404("没有这种台账。")
    ledger = BY_KEY[key]
    return _file(exporting.template([ledger]), f"{ledger.sheet}台账模板.xlsx", _XLSX)


@require_GET
def export(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """One ledger as CSV or xlsx, or all as one workbook."""
    agency = queries.visible_agency(request.user, code)
    name = agency.short_name
    if key == "all":
        queries.readable_agency(request.user, code)
        return _file(exporting.export_workbook(LEDGERS, agency), f"{name}台账.xlsx", _XLSX)
    ledger = BY_KEY.get(key)
    if ledger is None or not may_open(request.user, ledger, agency):
        raise Http404("没有这种台账，或者您无权查看。")
    if request.GET.get("format") == "csv":
        content = exporting.export_csv(ledger, agency)
        return _file(content, f"{name}{ledger.sheet}.csv", "text/csv; charset=utf-8")
    content = exporting.export_workbook([ledger], agency)
    return _file(content, f"{name}{ledger.sheet}.xlsx", _XLSX)


@require_http_methods(["GET", "POST"])
def imports(request: StaffRequest, code: str) -> HttpResponse:
    """Upload a workbook; its preview starts at once."""
    agency = queries.readable_agency(request.user, code)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            policies.permit(request.user, Action.LEDGER_IMPORT, agency)
            key = runs.keep_upload(upload.read(), upload.name)
            return _begin(request, agency, key, importing.preview)
        except (NotAllowed, UnreadableFile) as refusal:
            form.add_error("file", str(refusal))
    context = {
        "agency": agency,
        "form": form,
        "ledgers": LEDGERS,
        "may_import": policies.may(request.user, Action.LEDGER_IMPORT, agency),
    }
    return render(request, "desk/imports.html", context)


@require_GET
def import_run(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """How far an import is, and what it would bring or brought."""
    agency = queries.readable_agency(request.user, code)
    run = runs.find(key)
    if run is None or run.agency_code != agency.code:
        raise Http404("这次导入已过期，请重新上传文件。")
    part = request.htmx  # type: ignore[attr-defined]
    name = "desk/_import_run.html" if part else "desk/import_run.html"
    return render(request, name, {"agency": agency, "run": run})


@require_POST
def import_confirmation(request: StaffRequest, code: str, key: str) -> HttpResponse:
    """Write what the preview showed."""
    agency = queries.readable_agency(request.user, code)
    policies.permit(request.user, Action.LEDGER_IMPORT, agency)
    return _begin(request, agency, key, importing.import_sheets)


def _begin(request: StaffRequest, agency: Agency, upload_key: str, work: runs.Work) -> HttpResponse:
    kept = runs.upload(upload_key)
    if kept is None:
        raise Http404("上传的文件已过期，请重新上传。")
    filename, content = kept
    sheets = read_workbook(content, filename=filename)
    context = ImportContext(
        agency=agency,
        ledgers=LEDGERS,
        acting=acting(request),
        file_digest=runs.digest_of(content),
    )
    run = runs.Run(
        key=secrets.token_urlsafe(16),
        agency_code=agency.code,
        filename=filename,
        upload_key=upload_key,
        writes=work is importing.import_sheets,
    )
    runs.start(work, run, sheets, context)
    return redirect("desk:import-run", agency.code, run.key)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})
