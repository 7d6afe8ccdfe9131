using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Experiments.Recorded;

namespace Glia.Tests.Experiments;

public class RecordedTests
{
    private static readonly float[] s_scores = [0.9f, 0.8f, 0.8f, 0.7f, 0.5f, 0.5f, 0.3f, 0.2f, 0.1f, 0.1f];
    private static readonly bool[] s_positive = [true, true, false, true, false, true, false, false, true, false];

    [Fact]
    public void Areas_under_the_curves_are_those_of_scikit_learn_ties_and_all()
    {
        RankingCurve curve = RankingCurve.Of("yes", s_scores, s_positive)!;
        // roc_auc_score and average_precision_score of scikit-learn on the same numbers.
        Assert.Equal(0.7, curve.Area, 1e-9);
        Assert.Equal(0.7166666666666666, curve.AveragePrecision, 1e-9);
        Assert.Equal((10, 5), (curve.Rows, curve.PositiveRows));
        Assert.Equal((0, 0), (curve.Points[0].TruePositives, curve.Points[0].FalsePositives));
        Assert.Equal((1, 1), (curve.Points[^1].TruePositives, curve.Points[^1].FalsePositives));
        // Ten rows, seven different scores.
        Assert.Equal(8, curve.Points.Count);
    }

    [Fact]
    public void A_long_curve_is_thinned_and_keeps_its_ends_and_its_areas()
    {
        var random = new System.Random(3);
        bool[] positive = [.. Enumerable.Range(0, 20_000).Select(row => row % 3 == 0)];
        float[] scores = [.. positive.Select(one => random.NextSingle() + (one ? 0.3f : 0))];
        RankingCurve curve = RankingCurve.Of("yes", scores, positive)!;
        Assert.InRange(curve.Points.Count, 150, 202);
        Assert.Equal((1, 1), (curve.Points[^1].TruePositives, curve.Points[^1].FalsePositives));
        double area = curve.Points.Zip(curve.Points.Skip(1), (a, b) =>
            (b.FalsePositives - a.FalsePositives) * (a.TruePositives + b.TruePositives) / 2).Sum();
        Assert.Equal(curve.Area, area, 1e-3);
    }

    [Theory]
    [InlineData(float.NaN, false)]
    [InlineData(0.1f, true)]
    public void There_is_no_curve_of_scores_that_are_none_or_of_one_class_alone(float score, bool oneClass) =>
        Assert.Null(RankingCurve.Of("yes", [score, 0.5f], [true, oneClass]));

    [Fact]
    public void The_fingerprint_knows_the_rows_and_neither_their_order_nor_what_an_experiment_does_to_them()
    {
        float[] inputs = [1, 2, 3, 4, 5, 6], turned = [5, 6, 3, 4, 1, 2];
        DataFingerprint data = Of(inputs, 0, 1, 1);
        Assert.Equal((3, 2, 1, 6), (data.Rows, data.Columns, data.Least, data.Most));
        Assert.Equal([("column 0", 1, 5), ("column 1", 2, 6)], data.Ranges.Select(range => (range.Name, range.Least, range.Most)));
        Assert.Equal(data.Hash, Of(turned, 1, 1, 0).Hash);
        Assert.NotEqual(data.Hash, Of(turned, 0, 1, 1).Hash);
        Assert.NotEqual(data.Hash, Of([1, 2, 3, 4, 5, 6.0001f], 0, 1, 1).Hash);
        Assert.NotEqual(data.Hash, Of([2, 1, 3, 4, 5, 6], 0, 1, 1).Hash);

        static DataFingerprint Of(float[] inputs, params float[] targets) =>
            DataFingerprint.Of(LoadedData.OfNumbers(new FloatFeatures(inputs, 2), new Targets(targets)));
    }

    [Fact]
    public void Bytes_have_a_fingerprint_too_and_gaps_have_no_size()
    {
        byte[] bytes = [.. Enumerable.Range(0, 600).Select(i => (byte)(i * 7))];
        DataFingerprint pictures = DataFingerprint.Of(LoadedData.OfClasses(new ByteFeatures(bytes, 100), [0, 1, 0, 1, 0, 1], ["a", "b"]));
        Assert.Equal((6, 100, 2), (pictures.Rows, pictures.Columns, pictures.Classes));
        Assert.Empty(pictures.Ranges);
        bytes[599]++;
        Assert.NotEqual(pictures.Hash,
            DataFingerprint.Of(LoadedData.OfClasses(new ByteFeatures(bytes, 100), [0, 1, 0, 1, 0, 1], ["a", "b"])).Hash);
        DataFingerprint gaps = DataFingerprint.Of(LoadedData.OfNumbers(new FloatFeatures([float.NaN, 2, 3, float.PositiveInfinity], 2),
            new Targets([1, 2])));
        Assert.Equal((2, 3), (gaps.Least, gaps.Most));
    }

    [Fact]
    public void What_a_run_leaves_to_look_at_is_read_again_as_it_was()
    {
        var random = new System.Random(1);
        float[] inputs = [.. Enumerable.Range(0, 400).Select(_ => random.NextSingle())];
        string[] texts = [.. Enumerable.Range(0, 200).Select(row => inputs[2 * row] > 0.5f ? "up" : "down")];
        LoadedData data = LoadedData.OfTexts(new FloatFeatures(inputs, 2), texts) with { StandardTestRows = 50 };
        ExperimentRun run = ExperimentRun.Prepare(Experiment.Parse("test", new JsonObject
        {
            ["data"] = new JsonObject { ["source"] = "clouds.csv" },
            ["network"] = new JsonArray(Layer("Dense", ("units", 8)), Layer("BatchNormalization"), Layer("ReLU"),
                Layer("Dense", ("units", 1), ("activation", "sigmoid"))),
            ["training"] = new JsonObject { ["loss"] = "binary_crossentropy", ["batch_size"] = 16, ["epochs"] = 20 },
        }.ToJsonString()), data);
        var watch = new RunWatch(run);
        var history = run.Fit(watch);
        float[] weights = run.Network.Weights.All.ToArray();
        RunDetails details = run.Detail(watch, history);
        // Timing runs the network, whose normalisation learns in its forward pass.
        Assert.Equal(weights, run.Network.Weights.All.ToArray());
        Assert.Equal(16, details.LayerTimes!.Rows);
        Assert.Equal(["Dense", "BatchNormalization", "Activation", "Dense"], details.LayerTimes.Layers.Select(layer => layer.ClassName));
        Assert.All(details.LayerTimes.Layers, layer => Assert.True(layer.Forward > 0 && layer.Backward > 0, layer.Name));
        Assert.Equal((150, 0, 50), details.PartRows);
        Assert.Equal(("up", 50), (details.Ranking!.Positive, details.Ranking.Rows));
        Assert.InRange(details.Ranking.Area, 0.5, 1);
        RecordedLayer first = details.Layers.Layers[0];
        Assert.Equal(details.Layers.At.Count, first.WeightSize.Count);
        Assert.All(first.OutputDeviation, deviation => Assert.True(deviation > 0));
        // Nothing learns below the first layer: two products a weight there, three above.
        Assert.Equal([2 * 16, 3 * 8], details.Layers.Layers.Where(layer => layer.ClassName == "Dense")
            .Select(layer => layer.TrainingMultiplyAdds));
        RunMachine machine = details.Machine!;
        Assert.Equal((run.Trainer.Workers.Threads, Environment.ProcessorCount), (machine.Threads, machine.Processors));
        Assert.All([machine.Processor, machine.System, machine.Runtime, machine.Vectors], Assert.NotEmpty);
        // One core of any processor of this century, and a hundred of the best.
        Assert.InRange(machine.PeakFlops, 1e9, 1e14);
        JsonNode summary = JsonNode.Parse((run.Judge(history) with { Details = details }).ToJson())!;
        Assert.Equal(machine.Processor, summary["machine"]!["processor"]!.GetValue<string>());
        string file = Path.GetTempFileName();
        File.WriteAllText(file, details.ToJson());
        Assert.Equal(details.ToJson(), RunDetails.Read(file, "none").ToJson());
        File.Delete(file);
    }

    [Fact]
    public void Losses_are_thinned_in_pairs_and_spikes_stay()
    {
        var losses = new StepLosses(4, [1, 3, 5, 7, 9], [0, 2, 4, 6, 8], [10, 30, 20, 40, 50]);
        Assert.Same(losses, losses.Thinned(5));
        StepLosses thinned = losses.Thinned(3);
        Assert.Equal(8, thinned.Every);
        Assert.Equal([2, 6, 9], thinned.Mean);
        Assert.Equal([0, 4, 8], thinned.Least);
        Assert.Equal([30, 40, 50], thinned.Most);
        Assert.Equal(2, losses.Thinned(2).Mean.Count);
    }

    [Theory]
    [InlineData("shift=2", true)]
    [InlineData(null, false)]
    public void What_the_network_sees_is_what_training_sees(string? changes, bool changed)
    {
        var random = new System.Random(1);
        var bytes = new byte[60 * 64];
        random.NextBytes(bytes);
        LoadedData data = LoadedData.OfClasses(new ByteFeatures(bytes, new Shape(8, 8, 1)),
            [.. Enumerable.Range(0, 60).Select(row => row % 2)],
            ["a", "b"]);
        Experiment experiment = Experiment.Parse("test", new JsonObject
        {
            ["data"] = new JsonObject { ["source"] = "squares", ["scale"] = "unit" },
            ["network"] = new JsonArray(Layer("Flatten"), Layer("Dense", ("units", 2), ("activation", "softmax"))),
            ["training"] = new JsonObject { ["loss"] = "categorical_crossentropy", ["batch_size"] = 16, ["epochs"] = 1 },
        }.ToJsonString()) with
        { Augment = changes is null ? null : Augmentation.Parse("--augment", changes) };
        ExperimentRun run = ExperimentRun.Prepare(experiment, data);
        var watch = new RunWatch(run);
        RunDetails details = run.Detail(watch, run.Fit(watch));
        Assert.Equal(changed, details.Seen.AreChanged);
        RecordedRow row = details.Seen.Rows[3];
        byte[] shown = details.Pictures!.RawBytes.Slice((details.Rows.Count + 3) * 64, 64).ToArray();
        byte[] raw = bytes.AsSpan(row.Number * 64, 64).ToArray();
        Dataset training = run.Data.Training;
        int place = Enumerable.Range(0, training.Rows).First(at => training.Inputs.SourceRow(at) == row.Number);
        Assert.Equal(changed ? training.Pictures!.Shown(place, run.Trainer.Seed, 0) : raw, shown);
        Assert.Equal(changed, !shown.SequenceEqual(raw));
    }

    private static JsonNode Layer(string kind, params (string Name, JsonNode Value)[] arguments)
    {
        var layer = new JsonObject { ["class_name"] = kind };
        foreach ((string name, JsonNode value) in arguments) layer[name] = value;
        return layer;
    }
}
