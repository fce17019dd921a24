"""Reading and importing a workbook from the command line, with a progress bar on a terminal."""

from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError
from tqdm import tqdm

from gongkai.agencies.models import Agency
from gongkai.audit.acting import Acting
from gongkai.desk.registers import LEDGERS
from gongkai.ledgers.importing import ImportContext, ImportResult
from gongkai.ledgers.runs import Work, digest_of
from gongkai.ledgers.workbook import UnreadableFile, read_workbook


def run(path: Path, work: Work, *, agency: Agency, acting: Acting) -> ImportResult:
    """Import a file, or try to, showing how far it is.

    Raises: CommandError, where there is no such file or it cannot be read.
    """
    try:
        content = path.read_bytes()
        sheets = read_workbook(content, filename=path.name)
    except OSError as error:
        raise CommandError(f"不能读取文件“{path}”：{error.strerror}。") from error
    except UnreadableFile as error:
        raise CommandError(str(error)) from error
    context = ImportContext(
        agency=agency, ledgers=LEDGERS, acting=acting, file_digest=digest_of(content)
    )
    # `None`: only on a terminal, so that a log file holds no carriage returns.
    with tqdm(desc="导入", unit="行", disable=None, leave=False) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return work(sheets, context, progress=progress)


def summary(result: ImportResult) -> Iterator[str]:
    """One line per sheet."""
    for sheet in result.sheets:
        line = f"{sheet.name}：新增{sheet.new}行"
        if sheet.already_there:
            line += f"，已有{sheet.already_there}行"
        if sheet.ignored_columns:
            line += f"，未导入的列：{'、'.join(sheet.ignored_columns)}"
        yield line
