using Glia.Programs.Running;

namespace Glia.Programs.Tests;

/// <summary>
/// Which Python a program is run with. The variable that names one belongs to the process, so these tests are one by one.
/// </summary>
[Collection(nameof(PythonTests))]
public sealed class PythonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-python").FullName;
    private readonly string _recorder;
    private readonly string? _python = Environment.GetEnvironmentVariable("PYTHON");

    public PythonTests() => RecorderFiles.Unpack(_recorder = Path.Combine(_folder, "recorder"));

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PYTHON", _python);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_first_that_has_what_the_program_imports_is_taken_and_the_others_are_told()
    {
        // The stand-in is a shell script.
        if (OperatingSystem.IsWindows()) return;
        string real = PythonWith.Library("numpy"), poor = Path.Combine(_folder, "poor");
        File.WriteAllText(poor, """
            #!/bin/sh
            echo '{"executable": "/poor", "new_enough": true, "missing": ["numpy", "keras"], "wished": []}'

            """);
        File.SetUnixFileMode(poor, UnixFileMode.UserExecute | UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Environment.SetEnvironmentVariable("PYTHON", poor);
        var remarks = new StringWriter();
        string program = Write("a.py", "import numpy as np");
        string taken = Python.Find(program, null, _recorder, remarks);
        Assert.Contains(taken, Python.Candidates());
        Assert.NotEqual(poor, taken);
        Assert.Contains($"It is run with {taken}: {poor} has no numpy and no keras", remarks.ToString(), StringComparison.Ordinal);
        Assert.Equal(real, Python.Find(program, real, _recorder, null));
    }

    [Fact]
    public void What_may_lie_where_the_program_looks_by_its_own_wish_is_not_held_against_a_Python()
    {
        string python = PythonWith.Library("numpy");
        Environment.SetEnvironmentVariable("PYTHON", python);
        Assert.Contains(Python.Find(Write("a.py", "import sys\nsys.path.insert(0, '..')\nimport no_such_module_5"), null, _recorder, null),
            Python.Candidates());
    }

    [Theory]
    [InlineData("import no_such_module_1, os\nfrom no_such_module_2.part import x", "has no no_such_module_1 and no no_such_module_2")]
    [InlineData("import helper", "has no no_such_module_3")]
    [InlineData("from package.inner import x", "has no no_such_module_4")]
    public void Where_none_has_it_a_sentence_says_what_each_lacks(string text, string lacks)
    {
        Environment.SetEnvironmentVariable("PYTHON", PythonWith.Library("numpy"));
        Write("helper.py", "import no_such_module_3");
        Write("package/__init__.py", "");
        Write("package/inner.py", "import no_such_module_4\nx = 1");
        string says = Assert.Throws<GliaException>(() => Python.Find(Write("a.py", text), null, _recorder, null)).Message;
        Assert.StartsWith("No Python here has what a.py imports: ", says, StringComparison.Ordinal);
        Assert.Contains($"{PythonWith.Library("numpy")} {lacks}", says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("try:\n    import no_such_module\nexcept ImportError:\n    no_such_module = None")]
    [InlineData("def draw():\n    import no_such_module")]
    [InlineData("import sys\nif len(sys.argv) > 5:\n    import no_such_module")]
    [InlineData("from . import something")]
    [InlineData("print 'Python 2'")]
    public void What_may_never_be_imported_keeps_nobody_from_running_it(string text)
    {
        Environment.SetEnvironmentVariable("PYTHON", PythonWith.Library("numpy"));
        Assert.Equal(PythonWith.Library("numpy"), Python.Find(Write("a.py", text), null, _recorder, null));
    }

    [Fact]
    public void The_program_is_not_run_and_nothing_is_left_beside_it()
    {
        Environment.SetEnvironmentVariable("PYTHON", PythonWith.Library("numpy"));
        string programs = Path.Combine(_folder, "programs"), program = Path.Combine(programs, "a.py");
        Directory.CreateDirectory(programs);
        File.WriteAllText(Path.Combine(programs, "helper.py"), "open('imported.txt', 'w')");
        File.WriteAllText(program, "import helper\nopen('run.txt', 'w')");
        Python.Find(program, null, _recorder, null);
        Assert.Equal(["a.py", "helper.py"], Directory.GetFileSystemEntries(programs).Select(Path.GetFileName).Order());
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
