using Glia.Doctor.Findings;
using Glia.Mnist;

namespace Glia.Programs.Tests;

/// <summary>
/// The public question that this project comes from, its program as it was posted. It wants scikit-learn and to_categorical of Keras, for
/// which a stand-in lies beside it. It lies beside the project; elsewhere this is skipped.
/// </summary>
public sealed class AsPostedTests : IDisposable
{
    private static readonly string s_posted =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../shared/data/origin/as_posted.py"));

    // What its owner would change, one fault after the other: the line as it stands, and as it has to be.
    private static readonly Dictionary<string, (string From, string To)[]> s_mends = new()
    {
        ["accuracy"] =
        [
            ("tmp_h2 = self.Relu(self.h1_out.dot", "tmp_h2 = self.Relu(tmp_h1.dot"),
            ("tmp_out = self.Softmax(self.h2_out.dot", "tmp_out = self.Softmax(tmp_h2.dot"),
            ("self.acc_test(x_val[i])", "fresh = self.acc_test(x_val[i])"),
            ("index = self.output_layer", "index = fresh"),
        ],
        ["relu"] =
        [
            ("Activation_2_grad[Activation_2_grad<0] = 0", "Activation_2_grad[self.h2_out<=0] = 0"),
            ("Activation_1_grad[Activation_1_grad<0] = 0", "Activation_1_grad[self.h1_out<=0] = 0"),
        ],
        ["weights"] =
        [
            ("np.random.randn(input_size, hidden_1_size)", "np.random.randn(input_size, hidden_1_size) * np.sqrt(2 / input_size)"),
            ("np.random.randn(hidden_1_size, hidden_2_size)", "np.random.randn(hidden_1_size, hidden_2_size) * np.sqrt(2 / hidden_1_size)"),
            ("np.random.randn(hidden_2_size, output_size)", "np.random.randn(hidden_2_size, output_size) * np.sqrt(2 / hidden_2_size)"),
            ("np.random.randn(1, hidden_1_size)", "np.zeros((1, hidden_1_size))"),
            ("np.random.randn(1, hidden_2_size)", "np.zeros((1, hidden_2_size))"),
            ("np.random.randn(1, output_size)", "np.zeros((1, output_size))"),
        ],
        ["rate"] = [("learning_rate=1e-06", "learning_rate=1e-02")],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("glia-as-posted").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "GLIA075", "GLIA056", "GLIA066", "GLIA041")]
    [InlineData("accuracy", "GLIA056", "GLIA066", "GLIA041")]
    [InlineData("accuracy,relu", "GLIA066", "GLIA041")]
    [InlineData("accuracy,relu,weights", "GLIA066")]
    [InlineData("accuracy,relu,weights,rate")]
    public void Every_fault_is_named_with_its_lines_until_it_is_mended(string mended, params string[] codes)
    {
        Diagnosis diagnosis = ProgramDoctor.Examine(Program(mended), Options).Diagnosis;
        Assert.Equal(codes, diagnosis.Errors.Select(finding => finding.Code));
        Dictionary<string, string[]> expected = new()
        {
            ["GLIA075"] = ["index = self.output_layer"],
            ["GLIA056"] = ["Activation_2_grad[Activation_2_grad<0] = 0", "Activation_1_grad[Activation_1_grad<0] = 0"],
            ["GLIA066"] = ["self.w1 = self.w1 - learning_rate * self.w1_grad"],
            ["GLIA041"] = ["self.w1 = np.random.randn(input_size, hidden_1_size)"],
        };
        foreach (Finding error in diagnosis.Errors) Assert.Equal(expected[error.Code], Lines(error.Where));
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Code == "GLIA044" && finding.Severity != Severity.Note);
    }

    private static ProgramOptions Options => new()
    {
        Python = PythonWith.Library("sklearn"),
        WriteMnist = path => MnistData.Load().WriteNpz(path, compressed: false),
    };

    private string Program(string mended)
    {
        Assert.SkipUnless(File.Exists(s_posted), "the program as it was posted is not here");
        // It sets no seeds of its own; with them every run of this test sees the same rows and weights.
        string text = "import random, numpy; random.seed(1); numpy.random.seed(1)\n" + File.ReadAllText(s_posted),
            package = Path.Combine(_folder, "keras", "utils");
        foreach (string fault in mended.Split(',', StringSplitOptions.RemoveEmptyEntries))
            foreach ((string from, string to) in s_mends[fault])
            {
                Assert.Contains(from, text, StringComparison.Ordinal);
                text = text.Replace(from, to, StringComparison.Ordinal);
            }
        Directory.CreateDirectory(package);
        File.WriteAllText(Path.Combine(package, "..", "__init__.py"), "");
        File.WriteAllText(Path.Combine(package, "__init__.py"), "");
        File.WriteAllText(Path.Combine(package, "np_utils.py"), """
            import numpy as np


            def to_categorical(y):
                y = np.array(y, dtype="int").ravel()
                rows = np.zeros((len(y), y.max() + 1), dtype="float32")
                rows[np.arange(len(y)), y] = 1
                return rows
            """);
        string program = Path.Combine(_folder, "as_posted.py");
        File.WriteAllText(program, text);
        return program;
    }

    private string[] Lines(Where where) => [.. ((Where[])[where, .. where.Others]).Select(one =>
        File.ReadLines(Path.Combine(_folder, one.Source!.File!)).ElementAt(one.Source.Line!.Value - 1).Trim())];
}
