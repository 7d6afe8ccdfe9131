using Glia.Data;
using Glia.Experiments;
using Glia.Kernels;
using Glia.Layers;
using Glia.Models;

namespace Glia.Tests.Experiments;

/// <summary>A network that is asked in several views: its figures, its model and its answers are those of their mean.</summary>
public class TestTimeAugmentationRunTests
{
    private static readonly TestTimeAugmentation Mirrored = new() { Shift = 1, Flip = "horizontal" };

    [Theory]
    [InlineData("softmax", "sparse_categorical_crossentropy")]
    [InlineData("linear", """{"class_name":"sparse_categorical_crossentropy","from_logits":true}""")]
    public void A_model_answers_the_mean_of_its_answers(string activation, string loss)
    {
        Model model = Made(activation, loss);
        ModelPredictions answers = (model with { TestTimeAugmentation = Mirrored }).Predict(Pictures());
        IReadOnlyList<Features> views = Mirrored.Of(Pictures(), Pictures(), new Shape(4, 4, 1), Scaler.None);
        ModelPredictions[] each = [.. views.Select(view => model.Predict(view))];
        Assert.Equal(10, each.Length);
        for (int row = 0; row < answers.Rows; row++)
            for (int output = 0; output < 2; output++)
                Assert.Equal(each.Average(one => one[row][output]), answers[row][output], 1e-5f);
        // Who asks a row at a time in memory of his own gets the same.
        var workspace = new Workspace(model.Network, 3, Workers.Single, keepOutputs: false);
        Assert.Equal(answers[5].ToArray(),
            ModelPredictions.Of(model with { TestTimeAugmentation = Mirrored }, Pictures(), workspace)[5].ToArray());
    }

    [Fact]
    public void Its_evaluation_is_that_of_its_answers()
    {
        Model model = Made("softmax", "sparse_categorical_crossentropy") with { TestTimeAugmentation = Mirrored };
        var data = LoadedData.OfClasses(Pictures(), Classes(), ["a", "b"]);
        ModelPredictions answers = model.Predict(Pictures());
        ModelEvaluation evaluation = ModelEvaluation.Of(model, data);
        Assert.Equal(10, evaluation.Evaluation.Views);
        Assert.Equal(Enumerable.Range(0, 20).Count(row => answers.Class(row) == Classes()[row]), evaluation.Evaluation.Hits);
        Assert.Equal(Enumerable.Range(0, 20).Average(row => -Math.Log(answers[row][Classes()[row]])), evaluation.Evaluation.Loss, 1e-5);
        Assert.Contains("\"views\": 10", evaluation.ToJson(), StringComparison.Ordinal);
        string alone = ModelEvaluation.Of(model with { TestTimeAugmentation = null }, data).ToJson();
        Assert.DoesNotContain("\"views\"", alone, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_file_keeps_its_views_and_one_without_them_is_as_before()
    {
        Model model = Made("softmax", "sparse_categorical_crossentropy");
        string file = Path.Combine(Path.GetTempPath(), $"views-{Guid.NewGuid():N}.safetensors");
        try
        {
            (model with { TestTimeAugmentation = Mirrored }).Save(file);
            Assert.Equal(Mirrored, Model.Load(file).TestTimeAugmentation);
            model.Save(file);
            Assert.Null(Model.Load(file).TestTimeAugmentation);
            Assert.DoesNotContain("test_time_augmentation", File.ReadAllText(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_network_that_takes_no_pictures_is_shown_in_no_views()
    {
        var model = new Model(new Network(13, new Dense(2))) { TestTimeAugmentation = Mirrored };
        Assert.Equal("Test-time augmentation moves and mirrors pictures, and the network takes 13 numbers a sample; leave it out.",
            Assert.Throws<GliaException>(() => model.Predict(new float[1, 13])).Message);
    }

    [Fact]
    public void A_run_ends_with_the_figures_of_its_views_and_learns_as_without_them()
    {
        (ExperimentRun plain, RunSummary plainSummary) = Trained("");
        (ExperimentRun viewed, RunSummary summary) = Trained("\"test_time_augmentation\":{\"shift\":1,\"flip\":\"horizontal\"},");
        Assert.Equal(plain.Network.Weights.All.ToArray(), viewed.Network.Weights.All.ToArray());
        Assert.Equal(plainSummary.History.Epochs.Select(epoch => epoch.Test!.Loss),
            summary.History.Epochs.Select(epoch => epoch.Test!.Loss));
        Assert.Null(plainSummary.TestAsIs);
        Assert.Equal(plainSummary.Test!.Loss, summary.TestAsIs!.Loss);
        Assert.Equal((1, 10, 10), (plainSummary.Test.Views, summary.Test!.Views, summary.Train.Views));
        Assert.NotEqual(summary.TestAsIs.Loss, summary.Test.Loss);
        Assert.Contains("\"test_loss_as_is\"", summary.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("as_is", plainSummary.ToJson(), StringComparison.Ordinal);
        // What the run says is what its model answers.
        Dataset test = viewed.Data.Test!;
        ModelPredictions answers = viewed.ToModel().Predict(test.Inputs);
        Assert.Equal(summary.Test.Hits, Enumerable.Range(0, test.Rows).Count(row => answers.Class(row) == (int)test.Targets[row][0]));
    }

    [Fact]
    public void An_experiment_keeps_its_views_and_a_flag_takes_them_back()
    {
        Experiment experiment = Experiment.Parse("x.json", Text("\"test_time_augmentation\":{\"shift\":2},"));
        Assert.Equal(new TestTimeAugmentation { Shift = 2 }, Experiment.Parse("y.json", experiment.ToJson()).TestTimeAugmentation);
        Assert.Equal(Mirrored, new ExperimentOverrides { TestTimeAugmentation = Mirrored }.Apply(experiment).TestTimeAugmentation);
        Assert.Null(new ExperimentOverrides { TestTimeAugmentation = new() }.Apply(experiment).TestTimeAugmentation);
        Assert.Equal(2, new ExperimentOverrides().Apply(experiment).TestTimeAugmentation!.Shift);
    }

    [Fact]
    public void Rows_that_are_no_pictures_are_refused_before_anything_is_trained()
    {
        Experiment experiment = Experiment.Parse("x.json", """{"data":{"source":"p"},"test_time_augmentation":{"shift":1},"network":""" +
            """[{"class_name":"Dense","units":2}],"training":{"loss":"sparse_categorical_crossentropy"}}""");
        var rows = LoadedData.OfClasses(new FloatFeatures(new float[26], 13), [0, 1], ["a", "b"]);
        Assert.Equal("test_time_augmentation changes pictures, and a row of 13 numbers of p is not known to be one; leave " +
            "test_time_augmentation out, or say what the picture is with \"input_shape\": [height, width, channels] in the first layer.",
            Assert.Throws<GliaException>(() => PreparedData.Prepare(experiment, rows, 2)).Message);
    }

    private static (ExperimentRun, RunSummary) Trained(string views)
    {
        var loaded = LoadedData.OfClasses(Pictures(), Classes(), ["a", "b"]);
        ExperimentRun run = ExperimentRun.Prepare(Experiment.Parse("x.json", Text(views)), loaded, threads: 1);
        return (run, run.Judge(run.Fit()));
    }

    private static string Text(string views) => """
        {
          "data": { "source": "p", "split": { "test_size": 6 } }, VIEWS
          "network": [
            { "class_name": "Conv2D", "filters": 3, "kernel_size": 3 }, "Flatten",
            { "class_name": "Dense", "units": 2, "activation": "softmax" }
          ],
          "training": { "loss": "sparse_categorical_crossentropy", "epochs": 2, "optimizer": "Adam" }
        }
        """.Replace("VIEWS", views, StringComparison.Ordinal);

    private static Model Made(string activation, string loss) =>
        new(new Network(new Shape(4, 4, 1), [new Conv2D(3, 3), new Flatten(), new Dense(2, activation)], seed: 3))
        {
            ClassNames = ["a", "b"],
            Loss = loss[0] == '{' ? System.Text.Json.Nodes.JsonNode.Parse(loss) : loss,
        };

    private static FloatFeatures Pictures() => new([.. Enumerable.Range(0, 20 * 16).Select(i => MathF.Sin(i * i))], new Shape(4, 4, 1));

    private static int[] Classes() => [.. Enumerable.Range(0, 20).Select(i => i % 3 == 0 ? 1 : 0)];
}
