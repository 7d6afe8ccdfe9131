using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Layers;
using Glia.Losses;
using Glia.Metrics;
using Glia.Training;

namespace Glia.Tests.Metrics;

/// <summary>Metrics by Keras' names against scikit-learn's values (Reference/make_metrics.py).</summary>
public class MetricTests
{
    private static readonly JsonArray Cases = ReferenceValues.Read("metrics.json")["cases"]!.AsArray();

    // What a value of the script is, where its name says more than the metric's.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["f1_score micro"] = """{"class_name": "F1Score", "average": "micro"}""",
        ["f1_score weighted"] = """{"class_name": "F1Score", "config": {"average": "weighted"}}""",
        ["top_k_categorical_accuracy 2"] = """{"class_name": "TopKCategoricalAccuracy", "k": 2}""",
        ["auc by column"] = """{"class_name": "AUC", "multi_label": true}""",
        ["recall at 0.3"] = """{"class_name": "Recall", "thresholds": 0.3}""",
    };

    public static TheoryData<string, string> Values =>
        new(Cases.SelectMany(one => one!["values"]!.AsObject().Select(value => ((string)one["name"]!, value.Key))));

    [Theory, MemberData(nameof(Values))]
    public void A_metric_has_scikit_learns_value(string caseName, string value)
    {
        JsonNode made = Cases.Single(one => (string)one!["name"]! == caseName)!;
        int columns = (int)made["columns"]!;
        float[] outputs = ReferenceValues.Floats(made["outputs"]), targets = ReferenceValues.Floats(made["targets"]);
        Metric metric = MetricCatalogue.Create(Settings.TryGetValue(value, out string? json) ? JsonNode.Parse(json) : value, "metrics");
        // Twice, so that the second run shows what Begin forgets; in parts of 7 rows, as an evaluation goes through its data.
        for (int run = 0; run < 2; run++)
        {
            metric.Begin(new Targets(targets, columns), columns);
            int rows = outputs.Length / columns;
            for (int start = 0; start < rows; start += 7)
            {
                int count = Math.Min(7, rows - start);
                metric.Add(new Tensor(outputs, start * columns, columns, count), new Tensor(targets, start * columns, columns, count));
            }
        }
        Assert.Equal((double)made["values"]![value]!, metric.Value, 1e-6);
    }

    [Theory]
    [InlineData("mse", "mse")]
    [InlineData("MeanSquaredError", "mean_squared_error")]
    [InlineData("AUC", "auc")]
    [InlineData("F1Score", "f1_score")]
    [InlineData("f1", "f1")]
    [InlineData("RootMeanSquaredError", "root_mean_squared_error")]
    [InlineData("rmse", "rmse")]
    [InlineData("r2", "r2")]
    [InlineData("R2Score", "r2_score")]
    [InlineData("huber", "huber")]
    public void A_history_calls_it_as_Keras_does(string written, string shown) =>
        Assert.Equal(shown, MetricCatalogue.Create(written, "metrics").Name);

    // Keras' metric is the cosine itself; its loss is minus that, so that less is better.
    [Fact]
    public void The_cosine_is_shown_as_it_is()
    {
        Metric cosine = "cosine_similarity";
        cosine.Begin(new Targets([1, 2, 3, 4], 2), 2);
        cosine.Add(new Tensor([2, 4, -3, -4], 0, 2, 2), new Tensor([1, 2, 3, 4], 0, 2, 2));
        Assert.Equal(0, cosine.Value, 1e-7);
        cosine.Begin(new Targets([1, 2], 2), 2);
        cosine.Add(new Tensor([2, 4], 0, 2, 1), new Tensor([1, 2], 0, 2, 1));
        Assert.Equal(1, cosine.Value, 1e-7);
    }

    [Fact]
    public void Every_loss_is_a_metric() =>
        Assert.All(LossCatalogue.Names, name => Assert.Equal(name, MetricCatalogue.Create(name, "metrics").Name));

    [Theory]
    [InlineData("aucc", "m: unknown metric 'aucc'; did you mean 'auc'?")]
    [InlineData("MeanIoU", "m: Glia does not have Keras' metric MeanIoU; it has accuracy, binary_accuracy, ")]
    [InlineData("fbeta_score", "m: Glia does not have Keras' metric FBetaScore; ")]
    public void A_metric_that_is_not_there_is_said_so(string name, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<GliaException>(() => MetricCatalogue.Create(name, "m")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void An_area_needs_both_answers_and_classes_need_columns()
    {
        Metric auc = "auc";
        auc.Begin(new Targets([1, 1]), 1);
        auc.Add(new Tensor([0.2f, 0.7f], 0, 1, 2), new Tensor([1, 1], 0, 1, 2));
        Assert.Equal(double.NaN, auc.Value);
        Metric categorical = "categorical_accuracy";
        Assert.Equal("The metric categorical_accuracy compares the outputs of several classes, but the network has one output; use " +
            "binary_accuracy.",
            Assert.Throws<GliaException>(() => categorical.Begin(new Targets([1, 1]), 1)).Message);
    }

    // Four rows of two columns; what the network gives is what goes in. Right: the larger input, in three of four rows.
    [Theory]
    [InlineData("categorical_crossentropy", "softmax", false, 2)]
    [InlineData("categorical_crossentropy", "linear", true, 2)]
    [InlineData("sparse_categorical_crossentropy", "softmax", false, 1)]
    [InlineData("binary_crossentropy", "sigmoid", false, 2)]
    [InlineData("binary_crossentropy", "linear", true, 2)]
    public void Metrics_see_probabilities_whatever_the_loss_takes(string lossName, string activation, bool fromLogits, int width)
    {
        var network = new Network(2, new Dense(2, activation));
        network.Weights.Clear();
        network.Weights[network.Parameters[0]][0] = network.Weights[network.Parameters[0]][3] = 1;
        Loss loss = LossCatalogue.Create(new JsonObject { ["class_name"] = lossName, ["from_logits"] = fromLogits }, "loss");
        var trainer = new Trainer(network, loss, "sgd") { Metrics = ["auc", "mse", "binary_accuracy"] };
        int[] classes = [0, 1, 1, 0];
        Targets targets = width == 1 ? new Targets([0, 1, 1, 0]) : Targets.OneHot(classes, 2);
        float[] z = [2, -1, -1, 3, 1, 0.5f, 0.5f, -2];
        Evaluation evaluation = trainer.Evaluate(new Dataset(new FloatFeatures(z, 2), targets));
        double[] p = new double[8];
        for (int i = 0; i < 8; i++)
            p[i] = lossName == "binary_crossentropy" ? 1 / (1 + Math.Exp(-z[i]))
                : Math.Exp(z[i]) / (Math.Exp(z[i / 2 * 2]) + Math.Exp(z[i / 2 * 2 + 1]));
        double[] truth = [1, 0, 0, 1, 0, 1, 1, 0];
        double area = (from i in Enumerable.Range(0, 8)
                       from j in Enumerable.Range(0, 8)
                       where truth[i] > truth[j]
                       select p[i] > p[j] ? 1
            : p[i] == p[j] ? 0.5 : 0).Average();
        Assert.Equal(["auc", "mse", "binary_accuracy"], evaluation.Metrics.Select(metric => metric.Key));
        Assert.Equal(area, evaluation.Metrics[0].Value, 1e-6);
        Assert.Equal(p.Zip(truth, (o, t) => (o - t) * (o - t)).Average(), evaluation.Metrics[1].Value, 1e-6);
        Assert.Equal(p.Zip(truth, (o, t) => o > 0.5 == t > 0.5 ? 1.0 : 0).Average(), evaluation.Metrics[2].Value, 1e-6);
        Assert.Equal(3, evaluation.Hits);
    }

    [Fact]
    public void An_experiment_names_metrics_and_settings()
    {
        Experiment experiment = Parse("""["accuracy", "AUC", {"class_name": "TopKCategoricalAccuracy", "k": 3}, "mse"]""");
        Assert.Equal(["auc", "top_k_categorical_accuracy", "mse"], experiment.Training.BuildMetrics().Select(metric => metric.Name));
        Experiment again = Experiment.Parse("e.json", experiment.ToJson());
        Assert.Equal(experiment.ToJson(), again.ToJson());
        Assert.Equal("e.json line 1: training.metrics: unknown metric 'preccision'; did you mean 'precision'?",
            Assert.Throws<GliaException>(() => Parse("""["preccision"]""")).Message);
        Assert.Equal("e.json line 1: training.metrics has two metrics called 'auc'; give one of them a \"name\" of its own.",
            Assert.Throws<GliaException>(() => Parse("""["auc", "AUC"]""")).Message);
        Assert.Equal("e.json line 1: training.metrics (top_k_categorical_accuracy): 'k' must be at least 1, not 0.",
            Assert.Throws<GliaException>(() => Parse("""[{"class_name": "top_k_categorical_accuracy", "k": 0}]""")).Message);
    }

    private static Experiment Parse(string metrics) => Experiment.Parse(
        "e.json", $$"""{"data": {"source": "x"}, "network": [{"class_name": "Dense", "units": 3}], "training": {"metrics": {{metrics}} """ +
            $$"""} }""");
}
