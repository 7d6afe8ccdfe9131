using Glia.Data;
using Glia.Experiments;
using Glia.Files;
using Glia.Layers;
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
}
