using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Programs.Frameworks;

namespace Glia.Programs.Tests;

/// <summary>
/// Programs that train with Keras, through the documented interface of its models. Keras itself is not needed: a stand-in with that
/// interface lies beside the tests.
/// </summary>
public sealed class KerasTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-keras").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Layers_loss_optimizer_and_rows_are_those_of_the_fit()
    {
        ReadExperiment read = ProgramDoctor.Record(Write(0.1), Options).Experiment!;
        Assert.Equal("2 layers, 4-12-3", read.Understood);
        ExperimentTraining training = read.Experiment.Training;
        Assert.Equal(("sparse_categorical_crossentropy", 16, 40), (training.Loss["class_name"]!.GetValue<string>(), training.BatchSize,
            training.Epochs));
        Assert.Equal(0.1f, training.Optimizer["learning_rate"]!.GetValue<float>());
        Assert.Equal((160, 40), (read.Data.Rows, read.Data.StandardTestRows));
    }

    [Fact]
    public void A_healthy_one_is_healthy() => Assert.Empty(ProgramDoctor.Examine(Write(0.1), Options).Diagnosis.Errors);

    [Fact]
    public void The_change_is_told_at_the_line()
    {
        Finding first = ProgramDoctor.Examine(Write(1e-7), Options).Diagnosis.Findings[0];
        Assert.Equal("GLIA066", first.Code);
        Assert.StartsWith("line 17: SGD(learning_rate=", first.Change, StringComparison.Ordinal);
        Assert.Equal(17, first.Where.Source!.Line);
    }

    [Fact]
    public void A_layer_is_found_where_it_is_made()
    {
        Finding first = ProgramDoctor.Examine(Write(0.1, "activation='relu', kernel_initializer='zeros'"), Options).Diagnosis.Findings[0];
        Assert.Equal(("GLIA040", 14), (first.Code, first.Where.Source?.Line));
    }

    [Fact]
    public void Answers_that_do_not_follow_are_not_judged()
    {
        string program = Write(0.1);
        File.AppendAllText(program, "\nkeras.Model._forward = lambda self, x: [np.ones((len(x), 3), 'float32')]\nmodel.predict(x[:5])\n");
        var error = Assert.Throws<GliaException>(() => ProgramDoctor.Record(program, Options));
        Assert.Contains("the answers that follow from what was understood are not the program's", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("loss=lambda y, p: 0", "the loss, which is a function of the program's own")]
    [InlineData("loss='triplet_loss'", "triplet_loss")]
    public void What_has_no_counterpart_is_named(string loss, string said)
    {
        string program = Write(0.1);
        File.WriteAllText(program,
            File.ReadAllText(program).Replace("loss='sparse_categorical_crossentropy'", loss, StringComparison.Ordinal));
        var error = Assert.Throws<GliaException>(() => ProgramDoctor.Record(program, Options));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    private static ProgramOptions Options => new() { Python = PythonWith.Library("numpy") };

    private string Write(double rate, string hidden = "activation='relu'")
    {
        string package = Path.Combine(_folder, "site-packages", "keras"), path = Path.Combine(_folder, "a.py");
        Directory.CreateDirectory(package);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Corpus", "keras", "site-packages", "keras", "__init__.py"),
            Path.Combine(package, "__init__.py"));
        File.WriteAllText(path, FormattableString.Invariant($"""
            import os
            import sys
            sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "site-packages"))
            import numpy as np
            import keras

            np.random.seed(0)
            centers = np.random.randn(3, 4) * 2
            y = np.random.randint(0, 3, 160)
            x = (centers[y] + np.random.randn(160, 4)).astype("float32")

            model = keras.Sequential()
            # the hidden layer
            model.add(keras.layers.Dense(12, {hidden}))
            model.add(keras.layers.Dense(3, activation="softmax"))

            model.compile(optimizer=keras.optimizers.SGD(learning_rate={rate}), loss='sparse_categorical_crossentropy')
            model.fit(x[:120], y[:120], batch_size=16, epochs=40, verbose=0)
            print(model.evaluate(x[120:], y[120:]), model.predict(x[:2]))
            """));
        return path;
    }
}
