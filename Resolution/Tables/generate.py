#!/usr/bin/env python3
"""Makes han.tsv and divisions.tsv, the character and place tables that the library embeds.

    generate.py --unihan /usr/share/unicode --divisions DIR_WITH_provinces.csv_AND_cities.csv

Input: the Unihan files of the Debian package unicode-data 15.0.0 (licence: LICENSE-UNICODE) and the list of
divisions of github.com/modood/Administrative-divisions-of-China (WTFPL). Same input, same bytes.
"""
import argparse
import bz2
import csv
import pathlib
import re
import unicodedata

READINGS = ("kMandarin", "kXHC1983")          # together they hold 61 of 63 polyphonic surnames; see README.md
NUMERALS = dict(zip("壹弌贰貳弍叁弎肆伍陆陸柒捌玖拾佰仟", "一一二二二三三四五六六七八九十百千"))
PEOPLES = re.compile("(彝|傣|景颇|壮|回|藏|苗|土家|侗|布依|白|哈尼|傈僳|羌|蒙古|朝鲜)族|维吾尔|哈萨克|柯尔克孜")
EXTRA_READINGS = {"黑": "he", "能": "nai"}    # surname readings that neither source has


def toneless(reading):
    plain = unicodedata.normalize("NFD", reading.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v")
                                  .replace("ǚ", "v").replace("ǜ", "v"))
    return "".join(c for c in plain if "a" <= c <= "z")


def unihan(folder, name, fields):
    with bz2.open(folder / ("Unihan_%s.txt.bz2" % name), "rt", encoding="utf-8") as lines:
        for line in lines:
            if line[0] == "U":
                code, field, value = line.rstrip("\n").split("\t")
                if field in fields:
                    yield chr(int(code[2:], 16)), field, value


def short_form(name):
    """What people write for it: 广西 for 广西壮族自治区, 德宏 for 德宏傣族景颇族自治州, 盐城 for 盐城市."""
    if name.endswith(("自治区", "自治州")):
        return PEOPLES.sub("", name[:-3]) or name[:-3]
    return re.sub("(省|市|地区|盟)$", "", name)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--unihan", type=pathlib.Path, required=True)
    arguments.add_argument("--divisions", type=pathlib.Path, required=True)
    o = arguments.parse_args()
    here = pathlib.Path(__file__).parent

    readings, corner, simple, general = {}, {}, {}, set()
    for char, field, value in unihan(o.unihan, "Readings", READINGS + ("kTGHZ2013",)):
        if field == "kTGHZ2013":
            general.add(char)                  # the 8,105 characters of the Table of General Standard Characters
            continue
        for item in value.split():
            for one in item.split(":")[-1].split(","):
                found = readings.setdefault(char, {}).setdefault(field, [])
                if toneless(one) not in found:
                    found.append(toneless(one))
    for char, _, value in unihan(o.unihan, "DictionaryLikeData", ("kFourCornerCode",)):
        corner[char] = value.split()[0].replace(".", "")
    for char, _, value in unihan(o.unihan, "Variants", ("kSimplifiedVariant",)):
        targets = [chr(int(v[2:], 16)) for v in value.split()]
        if len(targets) == 1:                  # 乾 is both itself and 干: what is not one to one is left alone
            simple[char] = targets[0]

    def all_readings(char):
        found = []
        for field in READINGS:
            found += [r for r in readings.get(char, {}).get(field, []) if r not in found]
        extra = EXTRA_READINGS.get(char)
        return found + [extra] if extra and extra not in found else found

    chosen = {c for c in readings
              if c in general or simple.get(c) in general or c in NUMERALS
              or (len(c.encode("gb2312", "ignore")) == 2)}
    with open(here / "han.tsv", "w", encoding="utf-8", newline="\n") as out:
        for char in sorted(chosen):
            plain = NUMERALS.get(char) or simple.get(char, char)
            sounds = all_readings(char)
            sounds += [r for r in all_readings(simple.get(char, char)) if r not in sounds]
            out.write("%s\t%s\t%s\t%s\n" % (char, plain if plain != char else "", ",".join(sounds),
                                            corner.get(char) or corner.get(simple.get(char), "")))

    with open(here / "divisions.tsv", "w", encoding="utf-8", newline="\n") as out:
        for name in ("provinces.csv", "cities.csv"):
            with open(o.divisions / name, encoding="utf-8", newline="") as rows:
                for row in csv.DictReader(rows):
                    if row["name"] in ("市辖区", "县") or "直辖县级" in row["name"]:
                        continue               # administrative fillers, not names of places
                    out.write("%s\t%s\t%s\n" % (row["code"], row["name"], short_form(row["name"])))


if __name__ == "__main__":
    main()
