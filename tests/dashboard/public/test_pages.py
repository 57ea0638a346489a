"""Every public page: as it opens, in Japanese, from a bad link, and with a selection."""

import re
from dataclasses import replace

import pytest

from dashboard.pages import PAGES as EXACT
from dashboard.public import opening
from dashboard.public.pages import PAGES
from dashboard.text import LANGUAGES, catalogue, translator
from etl.release.folder import seal
from tests.charts_shown import charts_of
from tests.choices_shown import begin_anew, choice_of, choose
from tests.public_app import address, html, run, sealed, text
from tests.release_example import example
from tests.releases_to_seal import first, second, second_revised

EN, JA = translator("en"), translator("ja")


def headings(app, level):
    return re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", html(app))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_opens_and_says_what_it_shows(public, page, lang):
    app = run(public, page, lang=lang)
    t = translator(lang)
    assert not app.exception
    assert headings(app, 1) == [t(f"{page}.title")]
    told = text(app)
    for key in ("banner.synthetic.all", "help.title", "release.leave"):
        assert t(key) in told
    assert "reports-1.2" in told
    assert t("release.as_of", date=page_date(lang)) in told
    assert all(10 <= len(chart.alt) <= 250 for chart in charts_of(app))


def page_date(lang):
    return {"ja": "2025年8月31日", "en": "31 August 2025", "mi": "31 August 2025"}[lang]


def test_nothing_is_imported_and_no_quality_is_told():
    assert set(EXACT) - set(PAGES) == {"import", "quality"}


@pytest.mark.parametrize("page", PAGES)
def test_a_bad_link_is_told_and_does_no_harm(public, page):
    app = run(
        public, page,
        lang="xx", source="nobody.jp-helpline", age="15-17.1000", gender="robot",
        period="2024-13", outcome="<script>", utm="1",
    )  # fmt: skip
    assert not app.exception
    told = text(app)
    for key in ("age", "outcome", "period"):
        assert EN(f"address.{key}") in told
    assert "robot" not in told
    assert "<script>" not in html(app)
    assert address(app) == {"source": "jp-helpline", "age": "15-17"}


def test_a_link_restores_the_selection_in_another_language(public):
    query = {"source": "jp-helpline", "age": "15-17", "gender": "male", "period": "2024-H2"}
    app = run(public, "who", lang="ja", **query)
    assert address(app) == {"lang": "ja"} | query
    assert "15〜17歳" in text(app)
    assert choice_of(app, "age").chosen == ["15-17"]


def test_a_choice_is_written_into_the_address(public):
    app = run(public, "who", source="jp-helpline")
    choose(app, "gender", "male")
    assert address(app) == {"source": "jp-helpline", "gender": "male"}
    choose(app, "period", "2024-H2")
    assert address(app)["period"] == "2024-H2"
    begin_anew(app)
    assert address(app) == {}


def test_the_latest_period_of_each_source_is_shown(public):
    told = text(run(public))
    assert "Jan–Jun 2025" in told
    assert "Jul 2024 – Jun 2025" in told


def test_a_choice_that_leads_nowhere_cannot_be_made_and_is_not_explained(public):
    """No table counts platforms by gender; under 15 on LINE is masked: both look the same."""
    app = run(public, "platforms", source="jp-helpline", period="2024-H1")
    ages = choice_of(app, "age")
    assert "0-14" in ages.words.keys() - ages.impossible
    for key, code in (("gender", "male"), ("age", "unknown")):
        choice = choice_of(app, key)
        assert code in choice.impossible
        assert re.search(
            f'<label class="tick"><input type="checkbox" id="choice-{key}-{code}" '
            f'name="choice-{key}" data-key="{key}" value="{code}" disabled>{choice.words[code]}'
            '</label>(<label class="tick">|</div>)',
            html(app),
        )


def test_a_code_that_no_chosen_source_has_is_let_go_and_told(tmp_path):
    codes = example().codes
    own = codes["source"].ne("nz-police") | codes["dimension"].ne("contact_platform")
    settings = sealed(tmp_path, replace(first(), codes=codes[own].reset_index(drop=True)))
    app = run(settings, source="nz-police", platform="line", age="15-17")
    assert EN("address.platform") in text(app)
    assert address(app) == {"source": "nz-police", "age": "15-17"}


def test_each_source_is_filtered_by_its_own_codes(tmp_path):
    codes = example().codes
    none = codes["source"].eq("nz-police") & codes["code"].eq("15-17")
    settings = sealed(tmp_path, replace(first(), codes=codes[~none].reset_index(drop=True)))
    one = text(run(settings, "overview", age="15-17"))
    assert one.count(EN("public.no_code")) == 1
    both = text(run(settings, "overview", age="15-17.18-24"))
    assert EN("public.no_code") not in both
    assert "Age band: 15–17, 18–24" in both
    assert re.search(r"Age band: 18–24(?!,)", both)


def test_what_only_the_exact_pages_can_do_is_told(public):
    app = run(public, "trends", calendar="quarter", by="gender", **{"from": "2024-01"})
    told = text(app)
    assert EN("address.calendar") in told
    assert EN("address.from") in told
    assert address(app) == {"by": "gender"}


def test_what_is_chosen_can_be_let_go_though_it_leads_nowhere(public):
    app = run(public, "platforms", source="jp-helpline", gender="male")
    gender = choice_of(app, "gender")
    assert gender.chosen == ["male"]
    assert "male" not in gender.impossible
    assert text(app).count(EN("public.nothing")) >= 1
    assert not charts_of(app)


def test_a_masked_number_has_its_sign_and_its_words(public):
    app = run(public, "who", source="jp-helpline", period="2024-H1")
    assert EN("release.sign.withheld", threshold="12") in text(app)
    table = next(b for b in html(app).split("<article")[1:] if 'id="pyramid' in b[:60])
    masked = opening.opened().release.table("age_band_gender").of("jp-helpline", "2024-H1")
    inner = masked[~masked.isin(["total"]).any(axis=1)]
    assert table.count('<td class="n">S</td>') == inner["mark"].eq("S").sum() > 4
    assert JA("release.sign.withheld", threshold="12") in text(
        run(public, "who", lang="ja", source="jp-helpline", period="2024-H1")
    )


def test_a_sum_with_a_masked_part_is_not_available(public):
    app = run(public, "who", source="jp-helpline", period="all")
    assert EN("release.choose.not_available_note") in text(app)
    assert EN("release.sign.withheld", threshold="12") not in text(app)


def test_a_masked_category_has_no_bar(public):
    app = run(public, "who", source="jp-helpline", period="2024-H1")
    pyramid = charts_of(app)[0].figure["data"]
    female = next(trace for trace in pyramid if trace.get("name") == "Female")
    *texts, _ = pyramid[1]["text"]  # the last is the word over them
    assert [x is None for x in female["x"]] == [text == "S" for text in texts]
    assert "S" in texts


def test_what_a_source_does_not_record_is_told_apart(public):
    told = text(run(public, "platforms", source="nz-police"))
    assert EN("notice.not_collected") in told
    assert EN("release.sign.withheld", threshold="12") not in told


def test_a_period_that_a_source_does_not_have_is_told(public):
    told = text(run(public, "overview", period="2024-H2_2025-H1"))
    assert told.count(EN("public.no_period")) == 1


def test_a_newer_release_beside_it_is_told(public):
    assert EN("release.superseded", name="reports-1.2") in text(run(public, release="reports-1.1"))
    newest = text(run(public))
    assert "reports-1.2" in newest
    assert "reports-1.1" not in newest


def test_a_series_that_was_withdrawn_is_told(tmp_path):
    settings = sealed(tmp_path, first(), replace(second(), series=2))
    old = text(run(settings, release="reports-1.1"))
    assert EN("release.withdrawn") in old
    assert EN("release.superseded", name="reports-2.2") in old
    assert EN("release.withdrawn") not in text(run(settings))


def test_columns_that_the_release_counts_together_are_crossed(public):
    app = run(public, "platforms", source="jp-helpline")
    assert "First contact platform by Age band" in headings(app, 3)
    assert "First contact platform by Gender" not in headings(app, 3)


def test_latest_moves_on_with_the_releases(tmp_path):
    settings = sealed(tmp_path, first())
    assert "reports-1.1" in text(run(settings))
    seal(settings, second(), {})
    assert "reports-1.2" in text(run(settings))


def test_a_release_that_is_not_synthetic_does_not_say_so(tmp_path):
    sources = example().sources.assign(synthetic=False)
    settings = sealed(tmp_path, replace(first(), synthetic=False, sources=sources))
    assert EN("synthetic") not in text(run(settings))


def test_revisions_are_listed(tmp_path):
    settings = sealed(tmp_path, first(), second_revised())
    told = text(run(settings, "about"))
    assert re.search(r"Under 15\s+150\s+147\s+level III .*One file", told)
    assert re.search(r"15–17\s+99\s+S\s", told)


@pytest.mark.parametrize("page", PAGES)
def test_no_english_sentence_is_left_on_a_japanese_page(public, page):
    app = run(public, page, lang="ja")
    told = text(app)
    english = {message for message in catalogue("en").values() if len(message) > 16}
    names = set(catalogue("ja").values())
    assert {message for message in english - names if message in told} == set()


def test_a_damaged_release_is_not_shown(tmp_path):
    settings = sealed(tmp_path, first())
    totals = settings.releases / "reports-1.1" / "tables" / "totals.csv"
    totals.chmod(0o644)
    totals.write_bytes(totals.read_bytes().replace(b"300", b"303"))
    told = text(run(settings))
    assert "not as it was sealed" in told
    assert EN("release.leave") in told
    assert "303" not in told
