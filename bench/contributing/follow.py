"""Adds one of each thing that CONTRIBUTING.md has a checklist for to a copy of the checkout, and runs the tests that the lists name.

    python3 follow.py COPY [layer loss optimizer format finding command]
"""
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
COPY = pathlib.Path(sys.argv[1])
DOTNET = dict(os.environ, DOTNET_CLI_TELEMETRY_OPTOUT="1", DOTNET_NOLOGO="1")


def add(path, name):
    """A new file: what lies beside this program under its name."""
    target = COPY / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text((HERE / "added" / name).read_text(encoding="utf-8"), encoding="utf-8")


def insert(path, before, text):
    """New lines in a file, above the first line that holds something."""
    target = COPY / path
    lines = target.read_text(encoding="utf-8").split("\n")
    at = next((i for i, line in enumerate(lines) if before in line), None)
    if at is None:
        sys.exit(f"{path} has no line with '{before}': the checklist, or this program, is out of date.")
    lines[at:at] = text.split("\n")
    target.write_text("\n".join(lines), encoding="utf-8")


def layer():
    add("src/Glia.Kernels/Elementwise/Squares.cs", "Squares.cs.txt")
    add("src/Glia/Layers/Squared.cs", "Squared.cs.txt")
    insert("src/Glia/Layers/LayerCatalogue.cs", 'Add(entries, "Rescaling"', '        Add(entries, "Squared", _ => new Squared());')
    insert("tests/Glia.Tests/Layers/LayerCases.cs", '["Dense"] =', '            ["Squared"] = () => Flat(new Squared()),')
    insert("tests/Glia.Tests/Layers/Oracle.cs", "PReLU => new OraclePRelu",
           "        Squared => new OracleMerge(all => all[0] * all[0], (all, _) => 2 * all[0]),")
    insert("docs/experiment-file.md", "| `Rescaling` |", "| `Squared` | |")
    return [("Glia.Tests", "*CompletenessTests"), ("Glia.Tests", "*GradientTests"), ("Glia.Tests", "*ExperimentSchemaTests")]


def loss():
    add("src/Glia.Kernels/LossesFourthPower.cs", "LossesFourthPower.cs.txt")
    add("src/Glia/Losses/FourthPower.cs", "FourthPower.cs.txt")
    insert("src/Glia/Losses/LossCatalogue.cs", 'entries.Add("log_cosh"',
           '        entries.Add("fourth_power", c => new FourthPower { Reduction = Reduce(c) }, "FourthPower");')
    insert("tests/Shared/Oracle/EveryLoss.cs", "_ => OracleLosses.Named",
           '            "fourth_power" => new ElementwiseLoss(name, (o, t) => Math.Pow(o - t, 4), (o, t) => 4 * Math.Pow(o - t, 3))\n'
           '            { Sum = sum },')
    insert("docs/experiment-file.md", "| `mean_squared_error`,", "| `fourth_power` | |")
    script = "tests/Glia.Tests/Reference/make_more_losses.py"
    insert(script, '"hinge": lambda',
           '    "fourth_power": lambda t, o: np.mean((o - t) ** 4, 1),')
    insert(script, '    case("hinge", values, signs)', '    case("fourth_power", soft, onehot),')
    subprocess.run([sys.executable, COPY / script], check=True)
    return [("Glia.Tests", "*CompletenessTests"), ("Glia.Tests", "*LossGradientTests"), ("Glia.Tests", "*LossFixtureTests"),
            ("Glia.Tests", "*ExperimentSchemaTests")]


def optimizer():
    add("src/Glia.Kernels/OptimizerStepsSign.cs", "OptimizerStepsSign.cs.txt")
    add("src/Glia/Optimizers/SignSGD.cs", "SignSGD.cs.txt")
    insert("src/Glia/Optimizers/OptimizerCatalogue.cs", 'entries.Add("Adadelta"',
           '        entries.Add("SignSGD", c => Shared(c, new SignSGD(Rate(c, 0.001f))));')
    insert("docs/experiment-file.md", "| `Adagrad` |", "| `SignSGD` | `learning_rate` 0.001 |")
    script = "tests/Glia.Tests/Reference/make_more_optimizers.py"
    insert(script, "RULES = dict(TorchSGD", "def sign_sgd(w, s, g, t, lr):\n    return w - lr * np.sign(g)\n\n")
    insert(script, "def run(name, learning_rate", 'RULES["SignSGD"] = sign_sgd\n\n')
    insert(script, '    ("TorchSGD", .1, {}),', '    ("SignSGD", .01, {}),')
    subprocess.run([sys.executable, COPY / script], check=True)
    return [("Glia.Tests", "*CompletenessTests"), ("Glia.Tests", "*OptimizerFixtureTests"), ("Glia.Tests", "*DecayedStateTests"),
            ("Glia.Tests", "*ResumeTests"), ("Glia.Tests", "*ExperimentSchemaTests")]


def format():
    add("src/Glia.Interop/Data/RowsFile.cs", "RowsFile.cs.txt")
    insert("src/Glia.Interop/Files/FileFormat.cs", "<summary>ONNX.</summary>",
           "    /// <summary>Rows of numbers below the word ROWS1.</summary>\n    Rows,\n")
    insert("src/Glia.Interop/Files/Recognition.cs", "FileFormat.Parquet => ForeignFile",
           '        FileFormat.Rows => "a file of rows (ROWS1)",')
    insert("src/Glia.Interop/Files/Recognition.cs", "_ when start.StartsWith(OldTorch)",
           '        _ when start.StartsWith("ROWS1"u8) => FileFormat.Rows,')
    insert("src/Glia.Interop/ForeignData.cs", "if (format == FileFormat.Parquet)",
           "        if (format == FileFormat.Rows)\n            return LoadedData.OfNumbers(RowsFile.Read(request.Path).Inputs,"
           " RowsFile.Read(request.Path).Targets);")
    add("tests/Glia.Interop.Tests/RowsFileTests.cs", "RowsFileTests.cs.txt")
    insert("docs/formats.md", "| ARFF |", "| ROWS1 | a line a row, the last number is the target |")
    return [("Glia.Interop.Tests", "*RowsFileTests"), ("Glia.Interop.Tests", "*RecognitionTests")]


def finding():
    add("src/Glia.Doctor/Rules/Data/GLIA098_NeverPositive.cs", "GLIA098_NeverPositive.cs.txt")
    add("docs/findings/GLIA098.md", "GLIA098.md.txt")
    add("docs/findings/examples/glia098.py", "glia098.py.txt")
    insert("tests/Glia.Doctor.Tests/EveryFault/DataFaults.cs", "new(Faults.WrongLayout",
           '        new(Faults.NeverPositive, "all below zero", faulty => Looked(Dataset.Classes([.. Made.BlobInputs(600, 3, 2, 0.5)\n'
           '            .Select(number => faulty ? -Math.Abs(number) : number)], 2, Rows.Labels, 3))),')
    return [("Glia.Doctor.Tests", "*RuleListTests"), ("Glia.Doctor.Tests", "*PageTests"), ("Glia.Doctor.Tests", "*CatalogueTests"),
            ("Glia.Doctor.Tests", "*BareNumberTests"), ("Glia.Doctor.Tests", "*EveryFaultTests"), ("Glia.Docs.Tests", "*FindingPageTests"),
            ("Glia.Doctor.Tests", "*FindingListTests")]


def command():
    add("src/Glia.Cli/Commands/CodesCommand.cs", "CodesCommand.cs.txt")
    insert("src/Glia.Cli/CommandLine.cs", "root.Add(FindRateCommand",
           "        root.Add(CodesCommand.Create(complete(CodesCommand.Name), terminal));")
    insert("tests/Glia.Cli.Tests/HelpTests.cs", '[InlineData("help-sweep"', '    [InlineData("help-codes", "codes", "--help")]')
    return [("Glia.Cli.Tests", "*HelpTests")]


LISTS = dict(layer=layer, loss=loss, optimizer=optimizer, format=format, finding=finding, command=command)
chosen = sys.argv[2:] or list(LISTS)
tests = [(name, test) for name in chosen for test in LISTS[name]()]
for project in sorted({project for _, (project, _) in tests}):
    print(f"building {project}", flush=True)
    built = subprocess.run(["dotnet", "build", f"tests/{project}", "-c", "Release", "-v", "q", "-nologo"],
                           cwd=COPY, env=DOTNET, capture_output=True, text=True)
    if built.returncode:
        sys.exit("\n".join(sorted({line for line in built.stdout.split("\n") if "error" in line})))
failed = 0
for name, (project, wanted) in tests:
    # What a test writes is approved by whoever adds it: the help of a command, the list of findings.
    approve = dict(DOTNET, GLIA_APPROVE="1") if wanted in ("*HelpTests", "*FindingListTests") else DOTNET
    run = subprocess.run(["dotnet", "test", "--project", f"tests/{project}", "-c", "Release", "--no-build",
                          "--", "--filter-class", wanted],
                         cwd=COPY, env=approve, capture_output=True, text=True)
    print(f"{name}: {project} {wanted}: {'passes' if run.returncode == 0 else 'FAILS'}", flush=True)
    if run.returncode:
        failed += 1
        print(run.stdout[-3000:])
sys.exit(1 if failed else 0)
