"""Makes tables in the ways people write them, and truth.json: what each column of each is.

Run in this folder: python3 make.py. The first half was looked at while the rules were tuned, the second half ("unseen") was not:
it was scored once, and what it scored is in docs/decisions/0003-tables-by-sylvan.md (What the rules were tried on).
Uses: number, category, date, out (left out), target.
"""
import gzip
import json
import random
from datetime import datetime, timedelta

TRUTH = {}
ROWS = 120


def write(name, text, columns, half, encoding="utf-8", bom=b"", target=None):
    data = bom + text.encode(encoding)
    if name.endswith(".gz"):
        with open(name, "wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
            packed.write(data)
    else:
        with open(name, "wb") as file:
            file.write(data)
    TRUTH[name] = {"half": half, "columns": columns, "targets": target}


def table(rows, delimiter=",", end="\n"):
    return "".join(delimiter.join(row) + end for row in rows)


def comma(value, digits=2, group="."):
    text = f"{value:,.{digits}f}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", group)


def base(seed):
    """Rows of two amounts, a city and a class that depends on all three."""
    dice = random.Random(seed)
    made = []
    for _ in range(ROWS):
        a, b, city = dice.uniform(-2, 2), dice.uniform(0, 5000), dice.choice(["Bonn", "Köln", "Ulm"])
        made.append((a, b, city, a + (b - 2500) / 1500 + (0.8 if city == "Ulm" else 0) > 0.2))
    return dice, made


# The half that was looked at.

dice, made = base(1)
day = datetime(2021, 1, 5)
write("bank.csv", table([["Kunde", "Saldo", "Einkünfte", "Ort", "Seit", "Rückzahlung"]] + [
    [f"K{1000 + i}", comma(a * 1000) + " €", comma(b), c, (day + timedelta(days=7 * i)).strftime("%d.%m.%Y"), "ja" if y else "nein"]
    for i, (a, b, c, y) in enumerate(made)], ";", "\r\n"),
    {"Kunde": "out", "Saldo": "number", "Einkünfte": "number", "Ort": "category", "Seit": "date", "Rückzahlung": "target"},
    "seen", "cp1252")

dice, made = base(2)
write("excel.txt", table([["a", "b", "city", "ok"]] + [[f"{a:.3f}", f"{b:.1f}", c, str(y)] for a, b, c, y in made], "\t", "\r\n"),
      {"a": "number", "b": "number", "city": "category", "ok": "target"}, "seen", "utf-16-le", b"\xff\xfe")
write("big-endian.csv", table([["a", "b", "city", "ok"]] + [[f"{a:.3f}", f"{b:.1f}", c, str(y)] for a, b, c, y in made]),
      {"a": "number", "b": "number", "city": "category", "ok": "target"}, "seen", "utf-16-be")

dice, made = base(3)
write("from-r.txt", '"a" "b" "city" "ok"\n' + "".join(f'"{i + 1}" {a:.3f} {b:.2f} "{c}" {str(y).upper()}\n' for i, (a, b, c, y)
    in enumerate(made)),
      {"column 1": "out", "a": "number", "b": "number", "city": "category", "ok": "target"}, "seen")
write("from-pandas.csv",
    table([["", "a", "b", "city", "ok"]] + [[str(i), f"{a}", f"{b}", c, str(y)] for i, (a, b, c, y) in enumerate(made)]),
      {"column 1": "out", "a": "number", "b": "number", "city": "category", "ok": "target"}, "seen")

dice, made = base(4)
write("sales.csv", table([["Order ID", "Date", "Amount", "Discount", "Region", "Returned"]] + [
    [str(50000 + 7 * i), (day + timedelta(hours=31 * i)).strftime("%m/%d/%Y %I:%M %p"),
        f'"{"(" if a < 0 else ""}${abs(a) * 1000:,.2f}{")" if a < 0 else ""}"',
     f"{b / 100:.0f}%", c, "Y" if y else "N"] for i, (a, b, c, y) in enumerate(made)]),
    {"Order ID": "out", "Date": "date", "Amount": "number", "Discount": "number", "Region": "category", "Returned": "target"}, "seen")

dice, made = base(5)
words = "good bad slow fast kind loud fine late soon cold".split()
write("reviews.csv", table([["stars", "minutes", "place", "review", "again"]] + [
    [f"{3 + a:.1f}", f"{b / 50:.0f}", c, '"' + " ".join(dice.choices(words, k=9)) + '\nand ""so on"", ' + str(i) + '"',
        "yes" if y else "no"]
    for i, (a, b, c, y) in enumerate(made)]),
    {"stars": "number", "minutes": "number", "place": "category", "review": "out", "again": "target"}, "seen")

dice, made = base(6)
gaps = ["", "N/A", "-", "unknown", "NULL"]
write("gaps.csv", table([["a", "b", "city", "y"]] + [
    [dice.choice(gaps) if dice.random() < .15 else f"{a:.3f}", "n/a" if dice.random() < .1 else f"{b:.0f}", "" if dice.random() < .1 else c,
        f"{3 * a + b / 1000:.3f}"]
    for a, b, c, y in made]), {"a": "number", "b": "number", "city": "category", "y": "target"}, "seen")

write("aligned.data", "".join(f"{a:8.3f}   {b:9.2f}  {c:<6} {'yes' if y else 'no'}\n" for a, b, c, y in made),
      {"column 1": "number", "column 2": "number", "column 3": "category", "column 4": "target"}, "seen")
write("no-names.data", table([[f"{a:.1f}", f"{b:.1f}", c, "Iris-a" if y else "Iris-b"] for a, b, c, y in made]) + "\n",
      {"column 1": "number", "column 2": "number", "column 3": "category", "column 4": "target"}, "seen")
write("bars.psv", "# exported by a tool, version 3\n# units: m, kg\n\n" + table([["a", "b", "city", "class"]] + [
    [f"{a:.2f}", f"{b:.2f}", c, "A" if y else "B"] for a, b, c, y in made], "|").replace("\n", "\n\n", 5),
    {"a": "number", "b": "number", "city": "category", "class": "target"}, "seen")

dice, made = base(7)
zips = [f"{dice.randrange(99999):05d}" for _ in range(55)] + ["01067"]
write("zips.csv",
    table([["zip", "a", "b", "sold"]] + [[dice.choice(zips), f"{a:.3f}", f"{b:.2f}", "1" if y else "0"] for a, b, c, y in made]),
      {"zip": "category", "a": "number", "b": "number", "sold": "target"}, "seen")
write("packed.csv.gz",
    "sep=;\n" + table([["a", "b", "city", "ok"]] + [[comma(a), comma(b, 1), c, "ja" if y else "nein"] for a, b, c, y in made], ";"),
      {"a": "number", "b": "number", "city": "category", "ok": "target"}, "seen", "utf-8", b"\xef\xbb\xbf")

# The half that was not looked at before it was scored.

dice, made = base(8)
write("swiss.csv", table([["Nr", "Betrag", "Saldo", "Kanton", "Storno"]] + [
    [str(i + 1), f"{b * 10:,.2f}".replace(",", "'"), f"CHF {a * 1000:.2f}", c, "Ja" if y else "Nein"]
        for i, (a, b, c, y) in enumerate(made)], ";"),
    {"Nr": "out", "Betrag": "number", "Saldo": "number", "Kanton": "category", "Storno": "target"}, "unseen")
write("french.csv", table([["température", "revenu", "ville", "abonné"]] + [
    [comma(a), comma(b * 10, 2, "\u202f"), c, "oui" if y else "non"] for a, b, c, y in made], ";", "\r\n"),
    {"température": "number", "revenu": "number", "ville": "category", "abonné": "target"}, "unseen", "utf-8", b"\xef\xbb\xbf")

dice, made = base(9)
write("log.csv", table([["timestamp", "load", "bytes", "host", "alarm"]] + [
    [(day + timedelta(minutes=173 * i)).isoformat() + "Z", f"{a:.4f}", f"{b * 1e6:.0f}", c, "true" if y else "false"] for i, (a, b, c, y)
        in enumerate(made)]),
    {"timestamp": "date", "load": "number", "bytes": "number", "host": "category", "alarm": "target"}, "unseen")
write("units-line.csv", table([["length", "mass", "city", "strong"], ["[m]", "[kg]", "", ""]]
    + [[f"{a:.3f}", f"{b:.1f}", c, "x" if y else "o"] for a, b, c, y in made]),
      {"length": "number", "mass": "number", "city": "category", "strong": "target"}, "unseen")

dice, made = base(10)
write("uuid.csv", table([["Class", "uuid", "a", "b", "city"]] + [
    ["pos" if y else "neg", "%08x-%04x-4%03x" % (dice.getrandbits(32), dice.getrandbits(16), dice.getrandbits(12)), f"{a:.3f}", f"{b:.1f}",
        c] for a, b, c, y in made]),
    {"Class": "target", "uuid": "out", "a": "number", "b": "number", "city": "category"}, "unseen")


def lakh(value):
    text = str(int(value))
    head, tail = text[:-3], text[-3:]
    while len(head) > 2:
        tail, head = head[-2:] + "," + tail, head[:-2]
    return f"{head},{tail}" if head else tail


write("rupees.csv", table([["income", "score", "state", "loan"]]
    + [[f'"₹{lakh(b * 1000 + 100000)}"', f"{a:.2f}", c, "Approved" if y else "Rejected"] for a, b, c, y in made]),
      {"income": "number", "score": "number", "state": "category", "loan": "target"}, "unseen")
write("flags.csv", "a,b,flag,city,out,\n" + "".join(
    f"{a:.3f},{b:.1f},{dice.choice(['TRUE', 'FALSE', ''])},{c},{'TRUE' if y else 'FALSE'},\n" for a, b, c, y in made),
    {"a": "number", "b": "number", "flag": "category", "city": "category", "out": "target", "column 6": "out"}, "unseen")

dice, made = base(11)
write("tags.csv", table([["a", "b", "city", "red", "big"]] + [[f"{a:.3f}", f"{b:.1f}", c, "yes" if y else "no", "yes" if b > 2500 else "no"]
    for a, b, c, y in made]),
      {"a": "number", "b": "number", "city": "category", "red": "target", "big": "target"}, "unseen", target=["red", "big"])
write("science.csv", table([["x", "E", "city", "y"]] + [
    [f"{a:.3e}", dice.choice(["inf", "-inf", "NaN"]) if dice.random() < .1 else f"{b * 1e12:.4E}", c, f"{a * 1e-9:.4e}"]
        for a, b, c, y in made]),
    {"x": "number", "E": "number", "city": "category", "y": "target"}, "unseen")
write("kg.csv", table([["weight", "speed", "city", "sold"]] + [[f"{a + 2:.2f} kg", f"{b / 30:.0f} km/h", c, "sold" if y else "open"]
    for a, b, c, y in made]),
      {"weight": "number", "speed": "number", "city": "category", "sold": "target"}, "unseen")
write("months.csv", table([["joined", "a", "b", "city", "left"]] + [
    [(day + timedelta(days=9 * i)).strftime("%d %b %Y"), f"{a:.3f}", f"{b:.1f}", c, "left" if y else "stays"] for i, (a, b, c, y)
        in enumerate(made)]),
    {"joined": "date", "a": "number", "b": "number", "city": "category", "left": "target"}, "unseen")

dice, made = base(12)
write("russian.tsv", table([['"рост"', '"вес"', '"город"', '"ответ"']]
    + [[f'"{comma(a)}"', f'"{comma(b, 1, " ")}"', f'"{c}"', '"да"' if y else '"нет"'] for a, b, c, y in made], "\t"),
      {"рост": "number", "вес": "number", "город": "category", "ответ": "target"}, "unseen")
write("years.csv", table([["country", "2019", "2020", "2021", "growth"]] + [
    [f"Country {i}", f"{b:.0f}", f"{b * 1.1 + a * 100:.0f}", f"{b * 1.2 + a * 200:.0f}", f"{a:.3f}"] for i, (a, b, c, y)
        in enumerate(made)]),
    {"country": "out", "2019": "number", "2020": "number", "2021": "number", "growth": "target"}, "unseen")

with open("truth.json", "w", encoding="utf-8") as file:
    json.dump(TRUTH, file, indent=1, ensure_ascii=False)
    file.write("\n")
