using Glia.Data;
using Glia.Layers;
using Glia.Models;
using Glia.Training;

namespace Glia.Tests.Files;

public sealed class ModelPredictTests : IDisposable
{
    private static readonly string[] Names = ["north", "south"];

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("glia-predict-").FullName, "m.safetensors");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void A_trained_network_becomes_a_model_that_takes_raw_rows_and_answers_with_names()
    {
        Dataset raw = Dataset.From(Enumerable.Range(0, 40), i => new[] { 1000.0 + i, i % 2 }, i => Names[i % 2]);
        var scaler = Scaler.Fit("standardize", raw.Inputs);
        var trainer = new Trainer(new Network(2, new Dense(8, "relu"), new Dense(2, "softmax")), "categorical_crossentropy", "Adam");
        trainer.Optimizer.LearningRate = 0.05f;
        trainer.Fit(scaler.Apply(raw), new FitOptions { Epochs = 30, BatchSize = 8 });
        trainer.ToModel(scaler).Save(_path);

        ModelPredictions answers = Model.Load(_path).Predict(raw.Inputs);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => Names[i % 2]), Enumerable.Range(0, 40).Select(answers.ClassName));
        float[,] expected = trainer.Network.Predict(scaler.Apply(raw.Inputs));
        for (int row = 0; row < 40; row++) Assert.Equal([expected[row, 0], expected[row, 1]], answers[row]);
    }

    [Fact]
    public void Yes_and_no_are_named_and_values_are_not()
    {
        Dataset asked = Dataset.From(new float[,] { { -1 }, { 1 } }, [false, true]);
        var trainer = new Trainer(new Network(1, new Dense(1, "sigmoid")), "binary_crossentropy", "Adam");
        trainer.Fit(asked, new FitOptions());
        trainer.Network.Weights[trainer.Network.Parameter("dense/kernel")][0] = 5;
        ModelPredictions answers = trainer.ToModel().Predict(new double[,] { { -2 }, { 2 } });
        Assert.Equal(("false", "true"), (answers.ClassName(0), answers.ClassName(1)));

        var values = new Trainer(new Network(1, new Dense(1)), "mean_squared_error", "Adam");
        values.Fit(Dataset.From(new float[,] { { -1 }, { 1 } }, [-1f, 1]), new FitOptions());
        Assert.Throws<InvalidOperationException>(() => values.ToModel().Predict(new float[,] { { 1 } }).ClassName(0));
    }

    [Fact]
    public void Rows_of_another_width_are_refused()
    {
        var model = new Model(new Network(2, new Dense(1)));
        string sentence = Assert.Throws<GliaException>(() => model.Predict(new float[,] { { 1, 2, 3 } })).Message;
        Assert.Contains("The network takes 2 numbers a sample and the data have 3", sentence, StringComparison.Ordinal);
    }

    // y = 30,000 + 1,000 x, learned as numbers near 1.
    [Fact]
    public void A_trainer_with_a_target_scaler_makes_a_model_that_answers_in_the_targets_own_units()
    {
        Dataset own = Dataset.From(Enumerable.Range(0, 40), i => new[] { i / 20.0 - 1 }, i => 30_000f + 1_000 * (i / 20f - 1));
        TargetScaler scaler = TargetScaler.Fit("standardize", own.Targets)!;
        var trainer = new Trainer(new Network(1, new Dense(1)), "mean_squared_error", "Adam") { TargetScaler = scaler };
        trainer.Optimizer.LearningRate = 0.05f;
        trainer.Fit(own.WithTargets(scaler.Apply(own.Targets)), new FitOptions { Epochs = 100, BatchSize = 8 });
        trainer.ToModel().Save(_path);

        ModelPredictions answers = Model.Load(_path).Predict(new double[,] { { -1 }, { 0.5 } });
        Assert.Equal(29_000, answers[0][0], 20.0);
        Assert.Equal(30_500, answers[1][0], 20.0);
    }

    // As in Keras, a network may have more outputs than the data have classes; an answer that is none of them has a name all the same.
    [Fact]
    public void Outputs_without_a_class_are_called_by_their_number()
    {
        Dataset data = Dataset.From(new float[,] { { -1 }, { 1 } }, [0, 1]);
        data = new Dataset(data.Inputs, new Targets([0, 1]), Names);
        var trainer = new Trainer(new Network(1, new Dense(4, "softmax")), "sparse_categorical_crossentropy", "Adam");
        trainer.Fit(data, new FitOptions());
        trainer.ToModel().Save(_path);
        Assert.Equal(["north", "south", "2", "3"], Model.Load(_path).ClassNames!);
    }
}
