using Glia.Data;
using Glia.Experiments;
using Glia.Models;
using Glia.Training;

namespace Glia.Tests.Experiments;

public sealed class ScaledTargetTests
{
    // Prices that three columns decide, in units of some size around some height.
    private static LoadedData Prices(double size, double height, int rows = 300)
    {
        var random = new System.Random(1);
        var inputs = new float[3 * rows];
        var prices = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < 3; i++) inputs[3 * row + i] = (float)(2 * random.NextDouble() - 1);
            prices[row] = (float)(height + size * (inputs[3 * row] - 2 * inputs[3 * row + 1] + inputs[3 * row + 2] * inputs[3 * row]));
        }
        return LoadedData.OfNumbers(new FloatFeatures(inputs, 3), new Targets(prices));
    }

    private static ExperimentRun Run(LoadedData data) =>
        ExperimentRun.Prepare(Recipe.For(new ExperimentData { Source = "prices.csv" }, data), data, threads: 1);

    // The first regression anybody tries learns, whatever the size of its targets.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1e-6, 0)]
    [InlineData(1e9, 0)]
    [InlineData(1e9, -5e9)]
    [InlineData(4, 50_000)]
    public void Numbers_of_any_size_are_learned(double size, double height)
    {
        ExperimentRun run = Run(Prices(size, height));
        RunSummary summary = run.Train();
        Assert.InRange(summary.Test!.R2, 0.97, 1);
        Assert.StartsWith("It learned: ", summary.Verdict.Sentence, StringComparison.Ordinal);
        // In the targets' own units everywhere: the errors of the model's own predictions.
        PreparedData data = run.Data;
        var own = new float[data.Test!.Rows];
        data.TargetScaler!.Undo(data.Test.Targets.Values, own);
        double squares = 0, distances = 0;
        var sample = new float[3];
        Model model = run.ToModel();
        for (int row = 0; row < own.Length; row++)
        {
            data.Test.Inputs.Gather([row], sample);
            float[] answer = [0];
            model.Network.Predict(sample, answer);
            model.TargetScaler!.Undo(answer, answer);
            squares += Math.Pow((double)answer[0] - own[row], 2) / own.Length;
            distances += Math.Abs((double)answer[0] - own[row]) / own.Length;
        }
        Assert.Equal(1, summary.Test.Loss / squares, 3);
        Assert.Equal(1, summary.Test.MeanAbsoluteError / distances, 3);
        EpochReport last = summary.History.Epochs[^1];
        Assert.Equal(1, last.Test!.Loss / summary.Test.Loss, 3);
        // Training and test loss of the table are in the same units.
        Assert.InRange(last.Loss / summary.Train.Loss, 0.5, 3);
    }

    [Fact]
    public void Constant_targets_are_predicted_and_nothing_is_said_to_be_learned()
    {
        ExperimentRun run = Run(LoadedData.OfNumbers(Prices(1, 0).Inputs, new Targets([.. Enumerable.Repeat(7f, 300)])));
        RunSummary summary = run.Train();
        Assert.StartsWith("It cannot be told whether it learned: all 60 test rows ", summary.Verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains("same target", summary.Verdict.Sentence, StringComparison.Ordinal);
        Assert.InRange(summary.Test!.MeanAbsoluteError, 0, 0.5);
    }

    [Fact]
    public void A_model_keeps_the_scale_and_takes_it_back()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            LoadedData data = Prices(1000, 50_000);
            ExperimentRun run = Run(data);
            run.Train();
            run.ToModel().Save(path);
            Model model = Model.Load(path);
            var predictions = ModelPredictions.Of(model, data.Inputs);
            Assert.Equal(data.Numbers!.Values[0], predictions[0][0], 700.0);
            ModelEvaluation evaluation = ModelEvaluation.Of(model, data);
            Assert.InRange(evaluation.Evaluation.R2, 0.97, 1);
            Assert.InRange(evaluation.Evaluation.MeanAbsoluteError, 1, 400);
            Assert.InRange(evaluation.Evaluation.Loss, 1, 160_000);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("classify", "mean_squared_error", "target_scale is \"standardize\", but the targets of x.csv are classes; only numbers " +
        "can be scaled, so set it to \"none\", or task to \"regress\".")]
    [InlineData("multilabel", "binary_crossentropy", "target_scale is \"standardize\", but the targets of x.csv are yes/no labels; only " +
        "numbers can be scaled, so set it to \"none\", or task to \"regress\".")]
    [InlineData("regress", "poisson", "target_scale is \"standardize\", but the loss poisson means something else on scaled targets; set " +
        "it to \"none\".")]
    [InlineData("auto", "binary_crossentropy", "target_scale is \"standardize\", but the loss binary_crossentropy means something else " +
        "on scaled targets; set it to \"none\".")]
    public void What_is_no_number_is_not_scaled(string task, string loss, string sentence)
    {
        Experiment experiment = Experiment.Parse("x.json", $$"""
            { "data": { "source": "x.csv", "task": "{{task}}", "target_scale": "standardize" },
              "network": [{ "class_name": "Dense", "units": 1 }], "training": { "loss": "{{loss}}" } }
            """);
        LoadedData data = LoadedData.OfNumbers(new FloatFeatures(new float[4], 1), new Targets([0, 1, 1, 0]));
        Assert.Equal(sentence, Assert.Throws<GliaException>(() => PreparedData.Prepare(experiment, data, 1)).Message);
    }

    [Fact]
    public void Several_labels_are_counted_label_by_label()
    {
        var random = new System.Random(2);
        const int Rows = 400;
        var inputs = new float[3 * Rows];
        var labels = new float[3 * Rows];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (float)(2 * random.NextDouble() - 1);
            labels[i] = inputs[i] > 0.3f ? 1 : 0;
        }
        LoadedData data = LoadedData.OfNumbers(new FloatFeatures(inputs, 3), new Targets(labels, 3));
        ExperimentRun run = Run(data);
        Assert.True(run.HasAccuracy);
        RunSummary summary = run.Train();
        Assert.InRange(summary.Test!.Accuracy, 0.95, 1);
        Assert.Equal(3 * summary.Test.Rows, summary.Test.Answers);
        Assert.InRange(summary.Test.Labels!.MacroF1, 0.9, 1);
        Assert.StartsWith("It learned: ", summary.Verdict.Sentence, StringComparison.Ordinal);
        Assert.InRange(summary.History.Epochs[^1].Accuracy, 0.95, 1);
        Assert.Contains("\"f1\":", summary.ToJson(), StringComparison.Ordinal);
        ModelEvaluation evaluation = ModelEvaluation.Of(run.ToModel(), data);
        Assert.NotNull(evaluation.Evaluation.Labels);
        Assert.StartsWith("It learned: ", evaluation.Verdict.Sentence, StringComparison.Ordinal);
    }
}
