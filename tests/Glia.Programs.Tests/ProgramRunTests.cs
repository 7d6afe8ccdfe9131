using System.Diagnostics;

namespace Glia.Programs.Tests;

/// <summary>What becomes of programs that cannot be run, fail, wait, or never end.</summary>
public sealed class ProgramRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-programs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_not_there_gets_a_sentence() =>
        Assert.Equal("There is no program nothing.py; check the name.", Says("nothing.py", new ProgramOptions()));

    [Fact]
    public void Without_Python_a_sentence_says_how_to_name_one() =>
        Assert.Contains("There is no Python to run the program with (no-such-python was tried)",
            Says(Write("a.py", "pass"), new ProgramOptions { Python = "no-such-python" }), StringComparison.Ordinal);

    [Fact]
    public void A_Python_without_numpy_is_told_from_none()
    {
        if (OperatingSystem.IsWindows()) return;
        string python = Script("python", """{"executable": "/p", "new_enough": true, "missing": ["numpy"], "wished": []}""");
        Assert.Contains("has no numpy", Says(Write("a.py", "pass"), new ProgramOptions { Python = python }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Python_too_old_to_read_a_program_is_called_that()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Contains("is older than Python 3.6", Says(Write("a.py", "pass"), new ProgramOptions { Python = Script("python", "") }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import no_such_module_at_all", "ModuleNotFoundError: No module named 'no_such_module_at_all' in line 1")]
    [InlineData("a = 1\nb = a / 0\n", "ZeroDivisionError: division by zero in line 2")]
    [InlineData("print 'Python 2'", "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? in line 1")]
    [InlineData("a = int(input('how many? '))", "ValueError: invalid literal for int() with base 10: '' in line 1")]
    public void A_program_that_fails_is_told_with_its_own_last_line(string text, string sentence) =>
        Assert.Contains($"ended before it multiplied anything with weights, with {sentence}",
            Says(Write("a.py", text), Options), StringComparison.Ordinal);

    [Theory]
    [InlineData("print('hello')")]
    [InlineData("import numpy as np\nprint(np.arange(3) * 2)")]
    [InlineData("import sys\nsys.exit(0)")]
    public void A_program_without_a_network_is_told_so(string text) =>
        Assert.Contains("multiplies no numpy arrays with one another", Says(Write("a.py", text), Options), StringComparison.Ordinal);

    // A step changes each of their numbers once for every row that is the same list: no gradient of one of them is right.
    [Fact]
    public void Weights_whose_rows_are_one_list_are_not_judged() =>
        Assert.Contains("stand in no sums of products of their own", Says(Write("a.py", """
            import math
            import random

            random.seed(5)
            table = [([0.0, 0.0], 0.0), ([0.0, 1.0], 1.0), ([1.0, 0.0], 1.0), ([1.0, 1.0], 0.0)]


            def filled(rows, columns):
                grid = [[0.0] * columns] * rows
                for i in range(rows):
                    for j in range(columns):
                        grid[i][j] = random.uniform(-1, 1)
                return grid


            inner, outer = filled(2, 3), filled(3, 1)
            inner_bias, outer_bias = [0.1, 0.2, 0.3], [0.1]
            for turn in range(2000):
                given, wanted = random.choice(table)
                middle = []
                for j in range(3):
                    total = inner_bias[j]
                    for i in range(2):
                        total += given[i] * inner[i][j]
                    middle.append(1 / (1 + math.exp(-total)))
                total = outer_bias[0]
                for j in range(3):
                    total += middle[j] * outer[j][0]
                end = 1 / (1 + math.exp(-total))
                error = (wanted - end) * end * (1 - end)
                below = [error * outer[j][0] * middle[j] * (1 - middle[j]) for j in range(3)]
                outer_bias[0] += error * 0.5
                for j in range(3):
                    outer[j][0] += middle[j] * error * 0.5
                for j in range(3):
                    inner_bias[j] += below[j] * 0.5
                    for i in range(2):
                        inner[i][j] += given[i] * below[j] * 0.5
            print(end)
            """), Options), StringComparison.Ordinal);

    [Fact]
    public void Modules_in_a_folder_that_the_program_names_are_its_own()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "parts"));
        Directory.CreateDirectory(Path.Combine(_folder, "scripts"));
        Write("parts/dense.py", """
            class Dense:
                def __init__(self, w):
                    self.w = w
                def forward(self, x):
                    self.x = x
                    return x @ self.w
                def backward(self, d):
                    below = d @ self.w.T
                    self.w -= 0.1 * self.x.T @ d
                    return below
            """);
        RecordedProgram recorded = ProgramDoctor.Record(Write("scripts/a.py", """
            import sys
            sys.path.insert(0, "..")
            import numpy as np
            from parts.dense import Dense
            np.random.seed(1)
            x = np.random.randn(60, 3)
            y = x[:, :1] * x[:, 1:2]
            first, second = Dense(np.random.randn(3, 6) * 0.5), Dense(np.random.randn(6, 1) * 0.5)
            for step in range(50):
                h = np.tanh(first.forward(x))
                d = (second.forward(h) - y) / 60
                first.backward(second.backward(d) * (1 - h ** 2))
            """), Options);
        Assert.Contains("3-6-1", recorded.Understood, StringComparison.Ordinal);
    }

    [Fact]
    public void A_perceptron_of_vectors_is_told_that_it_is_one() =>
        Assert.Contains("vectors are multiplied with vectors alone, as perceptrons are written, and none is changed",
            Says(Write("a.py", "import numpy as np\nw = np.zeros(3)\nprint(np.dot(w, np.ones(3)))"), Options), StringComparison.Ordinal);

    [Theory]
    [InlineData("import sys\nsys.exit(3)", "exit code 3")]
    [InlineData("import sys\nsys.exit('no data')", "no data")]
    [InlineData("import argparse\np = argparse.ArgumentParser()\np.add_argument('digits')\np.parse_args()",
        "exit code 2 before it multiplied anything with weights; the last it wrote is: a.py: error: the following arguments are "
        + "required: digits")]
    public void A_program_that_wants_arguments_is_told_with_what_it_wrote(string text, string sentence) =>
        Assert.Contains($"ended with {sentence}", Says(Write("a.py", text), Options), StringComparison.Ordinal);

    [Fact]
    public void A_program_that_fails_later_is_read_up_to_there()
    {
        RecordedProgram recorded = ProgramDoctor.Record(Write("a.py", Loop("if i == 5: raise ValueError('five')")), Options);
        Assert.Equal("1 layer, 2-1", recorded.Understood);
        Assert.Contains("ValueError: five", recorded.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_never_ends_is_stopped()
    {
        var watch = Stopwatch.StartNew();
        RecordedProgram recorded = ProgramDoctor.Record(Write("a.py", Loop("", "10**12")), Options with { Seconds = 1 });
        Assert.Equal("1 layer, 2-1", recorded.Understood);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void A_program_that_loads_for_long_is_followed_from_its_first_product_on() =>
        Assert.Equal("1 layer, 2-1",
            ProgramDoctor.Record(Write("a.py", Loop("", before: "import time; time.sleep(3)")), Options with { Seconds = 0.5 }).Understood);

    [Theory]
    [InlineData("label = np.squeeze(np.ones((1, 1))); [5, 6][int(label)]")]
    [InlineData("[1.5, 2.5][np.squeeze(np.zeros((1, 3), dtype=int)[:, 1])]")]
    [InlineData("np.dot(np.eye(2), [1, 2])[0]")]
    public void What_prepares_data_does_what_it_does_alone(string before) =>
        Assert.Equal("1 layer, 2-1", ProgramDoctor.Record(Write("a.py", Loop("", before: before)), Options).Understood);

    [Fact]
    public void A_program_that_only_loads_is_stopped_and_told_so() =>
        Assert.Contains("was stopped after 1 s, in which it multiplied nothing with weights",
            Says(Write("a.py", Loop("", before: "import time; time.sleep(100)")), Options with { SecondsBefore = 1 }),
            StringComparison.Ordinal);

    [Fact]
    public void What_is_multiplied_before_the_training_makes_room_for_it()
    {
        string text = Loop("", before: "for part in range(9): np.random.rand(4000, 2) @ w");
        Assert.Equal("1 layer, 2-1", ProgramDoctor.Record(Write("a.py", text), Options with { Megabytes = 1 }).Understood);
    }

    [Fact]
    public void What_a_library_computes_is_not_taken_for_the_network()
    {
        string package = Path.Combine(_folder, "site-packages");
        Directory.CreateDirectory(package);
        File.WriteAllText(Path.Combine(package, "plotting.py"), """
            import numpy as np

            def draw(points):
                turn = np.eye(2)
                for i in range(300):
                    points = points @ turn
                    turn = turn + 0.01 * points.T @ points
            """);
        string text = Loop("plotting.draw(np.random.rand(2, 2))", before:
            "import sys; sys.path.insert(0, 'site-packages'); import plotting; plotting.draw(np.random.rand(2, 2))");
        Assert.Equal("1 layer, 2-1", ProgramDoctor.Record(Write("a.py", text), Options).Understood);
    }

    [Fact]
    public void A_library_may_resize_what_it_makes_in_compiled_code()
    {
        // As pandas does where it counts.
        string text = Loop("", before: "import pandas; print(pandas.Series([2, 1, 2]).value_counts().tolist())");
        RecordedProgram recorded = ProgramDoctor.Record(Write("a.py", text), Options with { Python = PythonWith.Library("pandas") });
        Assert.Equal(("1 layer, 2-1", "[2, 1]"), (recorded.Understood, recorded.Output.Split('\n')[0].Trim()));
    }

    [Fact]
    public void It_runs_in_its_own_folder_with_its_own_arguments_and_leaves_nothing_there()
    {
        string program = Write("a.py", "import sys, os, helper\n" +
            "print(sys.argv[1:], os.path.basename(sys.argv[0]), __name__, __file__ == sys.argv[0])\n" +
            "print(open('data.txt').read())\n" + Loop(""));
        Write("helper.py", "pass");
        Write("data.txt", "beside it");
        RecordedProgram recorded = ProgramDoctor.Record(program, Options with { Arguments = ["--epochs", "5"] });
        Assert.Contains("['--epochs', '5'] a.py __main__ True", recorded.Output, StringComparison.Ordinal);
        Assert.Contains("beside it", recorded.Output, StringComparison.Ordinal);
        Assert.Equal(["a.py", "data.txt", "helper.py"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void What_it_computes_is_what_it_computes_alone()
    {
        const string Text = "import numpy as np\n" +
            "rng = np.random.RandomState(1)\nw = np.random.RandomState(2).randn(3, 2)\n" +
            "for i in range(50):\n    x = rng.rand(4, 3)\n    w -= 0.1 * x.T.dot(np.tanh(x.dot(w)))\n" +
            "print(repr(w.sum()), type(w.sum()).__mro__[-2].__name__, isinstance(w, np.ndarray))\n" +
            "print(isinstance(w.sum(), float), f'{w.mean():.17f}')\n" +
            "print(np.array(w), w.tolist(), w[0, 0] ** 2, np.squeeze(w.sum()), round(w.sum(), 3))\n";
        string program = Write("a.py", Text);
        using Process alone = Process.Start(new ProcessStartInfo(PythonWith.Library("numpy"), program) { RedirectStandardOutput = true })!;
        string expected = alone.StandardOutput.ReadToEnd();
        alone.WaitForExit();
        // It has no targets, so it is not understood; it is run all the same.
        var echo = new StringWriter();
        Assert.Throws<GliaException>(() => ProgramDoctor.Record(program, Options with { Echo = echo }));
        Assert.Equal(expected, echo.ToString());
    }

    // A command that says what a Python would say of the imports of a program.
    private string Script(string name, string says)
    {
        string script = Write(name, $"#!/bin/sh\necho '{says}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserExecute | UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return script;
    }

    [Fact]
    public void A_program_that_asks_for_a_window_gets_none_and_goes_on()
    {
        string python = PythonWith.Library("matplotlib");
        string text = "import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\n" +
            "plt.plot([1, 2])\nplt.show()\n" + Loop("");
        RecordedProgram recorded = ProgramDoctor.Record(Write("a.py", text), new ProgramOptions { Python = python });
        Assert.Equal("1 layer, 2-1", recorded.Understood);
    }

    [Fact]
    public void What_is_drawn_before_the_training_is_drawn_as_ever()
    {
        string python = PythonWith.Library("matplotlib");
        string text = Loop("", before: "import matplotlib.pyplot as plt\nplt.hist(np.random.rand(50), bins='auto')\nplt.show()");
        Assert.Equal("1 layer, 2-1", ProgramDoctor.Record(Write("a.py", text), new ProgramOptions { Python = python }).Understood);
    }

    [Fact]
    public void Plain_Python_computes_what_it_computes_alone()
    {
        const string Text = """
            import math
            zero, minus = 0.0, -0.0
            a = [0.0] * 3
            b = a
            b += [1.5]
            a[0] += 2
            a[1] -= 1e-3 * a[0]
            rows = [[0.0] * 2] * 2
            rows[0][0] += 1
            class Box:
                value = 1.0
            box = Box()
            box.value *= 2.5
            box.value **= 2
            text = "ab" * 2
            text += "c" + "d"
            count = 7
            count -= 2
            def pow(x, y): return "mine"
            def exp(x): return x + 1
            print(a, b is a, rows, rows[0] is rows[1], box.value, text, count, count / 2, 7 // 2, 2 ** 10, 2 ** -1)
            print(math.copysign(1, minus), math.copysign(1, -zero), -count, pow(2, 3), exp(2.0))
            print(sum([1, 2]), sum([[1], [2]], []), sum(x for x in a))
            print(f"{1.5 * 2:.2f}", [x * 2 for x in a], {k: k * 0.5 for k in range(3)}, (lambda x, y=2.0: x * y)(3), True + True, 1 - True)
            i = iter([0, 1])
            a[next(i)] += 1
            print(a, next(i), [1] + [2], (1,) * 2, 1j * 2, math.exp(0), math.fsum([.1] * 10), abs(-1.5), max(1, 2.0), min([1.0]))
            """;
        string program = Write("a.py", Text);
        using Process alone = Process.Start(new ProcessStartInfo(PythonWith.Library("numpy"), program) { RedirectStandardOutput = true })!;
        string expected = alone.StandardOutput.ReadToEnd();
        alone.WaitForExit();
        var echo = new StringWriter();
        string says = Assert.Throws<GliaException>(() => ProgramDoctor.Record(program, Options with { Echo = echo })).Message;
        Assert.Equal(expected, echo.ToString());
        Assert.Contains("computes number by number", says, StringComparison.Ordinal);
    }

    private static ProgramOptions Options => new() { Python = PythonWith.Library("numpy") };

    // A network of one layer that is trained.
    private static string Loop(string each, string times = "20", string before = "") => $"""
        import numpy as np
        x = np.array([[0., 1.], [1., 0.], [1., 1.], [0., 0.]])
        y = np.array([[1.], [0.], [1.], [0.]])
        w = np.array([[.1], [.2]])
        i = 0
        {before}
        while i < {times}:
            out = 1 / (1 + np.exp(-x.dot(w)))
            w = w - 0.5 * x.T.dot(out - y) / 4
            i += 1
            {each}
        """;

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Says(string program, ProgramOptions options) =>
        Assert.Throws<GliaException>(() => ProgramDoctor.Record(program, options)).Message;
}
