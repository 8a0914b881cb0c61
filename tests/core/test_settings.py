"""Settings survive broken files and newer programs."""

from dataclasses import replace

from core import settings


def test_nothing_on_disk_means_the_defaults():
    assert settings.load() == settings.Settings()


def test_what_is_saved_is_loaded():
    changed = replace(
        settings.Settings(), language="zh", recent_libraries=("/a", "/书案"), text_scale=1.25
    )
    settings.save(changed)
    assert settings.load() == changed


def test_a_broken_file_is_kept_beside_and_the_defaults_are_used():
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text("language = [unfinished", encoding="utf-8")
    assert settings.load() == settings.Settings()
    broken = settings.settings_file().with_suffix(".toml.broken")
    assert broken.read_text(encoding="utf-8") == "language = [unfinished"


def test_values_of_a_wrong_type_and_unknown_keys_do_no_harm():
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text(
        'language = 7\nappearance = "dark"\nfrom_the_future = "kept"\n', encoding="utf-8"
    )
    loaded = settings.load()
    assert (loaded.language, loaded.appearance) == ("", "dark")
    settings.save(loaded)
    assert 'from_the_future = "kept"' in settings.settings_file().read_text(encoding="utf-8")
