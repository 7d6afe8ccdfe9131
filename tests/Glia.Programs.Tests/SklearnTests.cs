using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Programs.Frameworks;

namespace Glia.Programs.Tests;

/// <summary>What the settings of scikit-learn's networks become, and what is said where Glia has no counterpart.</summary>
public sealed class SklearnTests : IDisposable
{
    private const string Data = """
        import numpy as np
        from sklearn.neural_network import MLPClassifier, MLPRegressor
        rng = np.random.RandomState(0)
        X = rng.randn(60, 3)
        y = (X[:, 0] > 0).astype(int)

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("glia-sklearn").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_settings_are_those_of_the_fit()
    {
        Experiment read = Read("""
            MLPClassifier((5, 4), activation='tanh', solver='sgd', alpha=0.6, batch_size=30, learning_rate_init=0.2, momentum=0.8,
                          max_iter=7).fit(X, y)
            """);
        Assert.Equal((30, 7, true), (read.Training.BatchSize, read.Training.Epochs, read.Training.Shuffle));
        Assert.Equal("SGD 0.2 0.8 true", string.Join(' ', read.Training.Optimizer.Select(setting => setting.Value!.ToString())));
        Assert.Equal(["5 tanh", "4 tanh", "1 sigmoid"],
            read.Network.Select(layer => $"{layer.Config["units"]} {layer.Config["activation"]}"));
        // alpha * w / rows is the slope of alpha / (2 * rows) * w * w.
        Assert.Equal(0.01f, read.Network[0].Config["kernel_regularizer"]!["l2"]!.GetValue<float>());
        // Within sqrt(6 / (3 + 5)).
        Assert.Equal(0.866f, read.Network[0].Config["kernel_initializer"]!["maxval"]!.GetValue<float>(), 0.001);
    }

    [Fact]
    public void A_squared_error_is_halved_and_summed_over_the_outputs()
    {
        Experiment read = Read("""
            four = np.column_stack([X[:, 0], X[:, 1], X[:, 2], y])
            MLPRegressor((4,), solver='sgd', alpha=0.5, batch_size=10, learning_rate_init=0.1).fit(X, four)
            """);
        // The gradient is (p - y) / rows, twice Keras' of the mean over four outputs.
        Assert.Equal(0.2f, read.Training.Optimizer["learning_rate"]!.GetValue<float>());
        Assert.Equal(0.0125f, read.Network[0].Config["kernel_regularizer"]!["l2"]!.GetValue<float>());
    }

    [Fact]
    public void The_innermost_fit_of_a_search_is_watched_and_what_it_is_scored_on_judges()
    {
        ProgramOptions options = Options;
        RecordedProgram recorded = ProgramDoctor.Record(Write("""
            from sklearn.model_selection import GridSearchCV
            search = GridSearchCV(MLPClassifier((6,), max_iter=5), {'alpha': [0.1, 0.01]}, cv=2)
            search.fit(X[:40], np.where(y[:40], 'yes', 'no'))
            search.score(X[40:], np.where(y[40:], 'yes', 'no'))
            """), options);
        LoadedData data = recorded.Experiment!.Data;
        Assert.Equal("2 layers, 3-6-1", recorded.Understood);
        Assert.Equal((60, 20), (data.Rows, data.StandardTestRows));
        Assert.Equal(["no", "yes"], data.ClassNames!);
    }

    [Fact]
    public void What_the_fitted_network_answers_says_whether_the_run_learned()
    {
        Assert.Contains("own network has learned", Record("MLPClassifier((20,), max_iter=900, random_state=1).fit(X, y)\n").Lived);
        Assert.Contains("own network has learned",
            Record("MLPRegressor((20,), max_iter=900, random_state=1, learning_rate_init=0.01).fit(X, X[:, 0])\n").Lived);
        Assert.Null(Record("MLPClassifier((20,), max_iter=1, random_state=1, learning_rate_init=1e-9).fit(X, y)\n").Lived);
    }

    [Fact]
    public void Pieces_are_put_together()
    {
        ReadExperiment read = Record("""
            net = MLPClassifier((3,))
            for i in range(4):
                for j in range(0, 60, 20):
                    net.partial_fit(X[j:j + 20], y[j:j + 20], classes=[0, 1])
            """);
        Assert.Equal((60, 4, 20), (read.Data.Rows, read.Experiment.Training.Epochs, read.Experiment.Training.BatchSize));
    }

    [Theory]
    [InlineData("MLPClassifier(solver='lbfgs').fit(X, y)", "solver='lbfgs'")]
    [InlineData("MLPClassifier(solver='sgd', learning_rate='invscaling').fit(X, y)", "learning_rate='invscaling'")]
    public void What_has_no_counterpart_is_named(string fit, string said)
    {
        var error = Assert.Throws<GliaException>(() => Record(fit));
        Assert.Contains("not understood well enough to be judged", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_of_it_cannot_be_written()
    {
        RecordedProgram recorded = ProgramDoctor.Record(Write("MLPClassifier(max_iter=2).fit(X, y)"), Options);
        var error = Assert.Throws<GliaException>(() => recorded.Write(Path.Combine(_folder, "step.npz")));
        Assert.Contains("is examined as an experiment", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_computes_what_it_computes_alone()
    {
        string program = Write("""
            from sklearn.base import clone
            import warnings
            warnings.simplefilter('ignore')
            np.random.seed(3)
            net = clone(MLPClassifier((5,), max_iter=20, random_state=1))
            print(repr(net.fit(X, y).coefs_[0].sum()), net.score(X, y), type(net.coefs_[0]).__name__, np.random.rand(), vars(net).keys())
            print(hasattr(MLPClassifier(solver='lbfgs'), 'partial_fit'), hasattr(MLPClassifier(), 'partial_fit'))
            """);
        Assert.Equal(Alone(program), ProgramDoctor.Record(program, Options).Output.Trim());
    }

    [Fact]
    public void The_change_is_told_in_the_programs_words()
    {
        string program = Write("net = MLPClassifier((8,),\n    learning_rate_init=1e-7, max_iter=100)\nnet.fit(X, y)\n");
        Finding first = ProgramDoctor.Examine(program, Options).Diagnosis.Findings[0];
        Assert.Equal("GLIA066", first.Code);
        Assert.StartsWith("line 7: learning_rate_init=1e-07 -> ", first.Change, StringComparison.Ordinal);
        Assert.Equal(("a.py", 7), (first.Where.Source!.File, first.Where.Source.Line));
    }

    private static ProgramOptions Options => new() { Python = PythonWith.Library("sklearn") };

    private Experiment Read(string fit) => Record(fit).Experiment;

    private ReadExperiment Record(string fit) => ProgramDoctor.Record(Write(fit), Options).Experiment!;

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "a.py");
        File.WriteAllText(path, Data + text);
        return path;
    }

    private static string Alone(string program)
    {
        var start = new System.Diagnostics.ProcessStartInfo(Options.Python!, ["-W", "ignore", program]) { RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
