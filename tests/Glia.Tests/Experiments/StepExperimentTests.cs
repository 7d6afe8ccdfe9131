using Glia.Data;
using Glia.Experiments;
using Glia.Models;
using Glia.Tests.Data;

namespace Glia.Tests.Experiments;

/// <summary>Experiments whose targets have an answer at each step of a sequence.</summary>
public class StepExperimentTests
{
    private static Experiment Given(string targets, string loss, int units, string activation, string more = "") => Experiment.Parse(
        "steps.json", $$"""
        {
          "data": { "source": "{{Fixture.PathOf("steps.npz").Replace('\\', '/')}}", "inputs": "x", "targets": "{{targets}}"{{more}} },
          "network": [
            { "class_name": "LSTM", "units": 3, "return_sequences": true },
            { "class_name": "Dense", "units": {{units}}, "activation": "{{activation}}" }
          ],
          "training": { "loss": "{{loss}}", "epochs": 2 }
        }
        """);

    private static (RunSummary Summary, ExperimentRun Run, LoadedData Data) Train(Experiment experiment)
    {
        LoadedData data = new DataSource().Open(experiment);
        ExperimentRun run = ExperimentRun.Prepare(experiment, data, threads: 1);
        return (run.Train(), run, data);
    }

    [Theory]
    [InlineData("classes", "sparse_categorical_crossentropy", "")]
    [InlineData("classes_1", "sparse_categorical_crossentropy", "")]
    [InlineData("one_hot", "categorical_crossentropy", "")]
    [InlineData("one_hot", "categorical_crossentropy", ",\"task\": \"classify\"")]
    [InlineData("classes", "categorical_crossentropy", ",\"target_encoding\": \"one-hot\"")]
    public void Classes_are_counted_step_by_step(string targets, string loss, string more)
    {
        (RunSummary summary, ExperimentRun run, LoadedData data) = Train(Given(targets, loss, 3, "softmax", more));
        Assert.Equal(["0", "1", "2"], summary.ClassNames!);
        Assert.Equal((5, 20), (summary.Train.Rows, summary.Train.Answers));
        Assert.Equal(20, summary.Train.TrueHistogram().Sum());
        Assert.Contains("of the 20 answers to the 5 training rows are right", summary.Verdict.Sentence, StringComparison.Ordinal);
        // All encodings are the same training.
        Assert.Equal(Train(Given("classes", "sparse_categorical_crossentropy", 3, "softmax")).Summary.Train.Loss, summary.Train.Loss);
        Model model = run.ToModel();
        Assert.Equal(summary.Train.Loss, ModelEvaluation.Of(model, data).Evaluation.Loss, 1e-6);
        ModelPredictions answers = model.Predict(data.Inputs);
        Assert.Equal((4, new Shape(4, 3)), (answers.Steps, answers.Shape));
        Assert.Equal("class_1,class_2,class_3,class_4", answers.ToCsv(probabilities: false).Split('\n')[0]);
        Assert.StartsWith("0_1,1_1,2_1,0_2,", answers.ToCsv(probabilities: true), StringComparison.Ordinal);
        for (int step = 0; step < 4; step++) Assert.Equal(1, answers.ProbabilitiesAt(1, step).Sum(), 1e-5);
    }

    // Keras compares [rows, steps] with [rows, steps, 1] as well.
    [Theory]
    [InlineData("auto")]
    [InlineData("multilabel")]
    public void A_yes_or_no_at_each_step_is_one_question(string task)
    {
        (RunSummary summary, _, _) = Train(Given("answers", "binary_crossentropy", 1, "sigmoid", $",\"task\": \"{task}\""));
        Assert.Null(summary.Train.Labels);
        Assert.Equal(["0", "1"], summary.ClassNames!);
        Assert.Equal(20, summary.Train.Answers);
    }

    [Fact]
    public void Scaled_targets_have_the_scale_of_their_column_at_every_step()
    {
        Experiment experiment = Given("values", "mean_squared_error", 3, "linear", ",\"target_scale\": \"standardize\"");
        (RunSummary summary, ExperimentRun run, LoadedData data) = Train(experiment);
        Assert.Equal(3, run.Data.TargetScaler!.Width);
        Fixture.WithFile(".safetensors", path =>
        {
            run.ToModel().Save(path);
            Model model = Model.Load(path);
            Assert.Equal(summary.Train.Loss, ModelEvaluation.Of(model, data).Evaluation.Loss, 1e-5);
            ModelPredictions answers = model.Predict(data.Inputs);
            double squares = 0;
            for (int row = 0; row < 5; row++)
                for (int i = 0; i < 12; i++) squares += Math.Pow(answers[row][i] - data.Numbers![row][i], 2) / 60;
            Assert.Equal(summary.Train.Loss, squares, 1e-4);
            Assert.Equal([5, 4, 3], answers.ToArray().Shape);
        });
    }

    [Fact]
    public void Arrays_keep_their_shape()
    {
        LoadedData data = new DataSource().Open(Given("values", "mean_squared_error", 3, "linear"));
        Fixture.WithFile(".npz", path =>
        {
            DataWriting.Write(path, data);
            Assert.Equal([5, 4, 3], Npz.Read(path)["y"].Shape);
        });
    }

    // Data alone: the network that Glia makes up gives what the targets are.
    [Theory]
    [InlineData("values", "regress")]
    [InlineData("one_hot", "classify")]
    [InlineData("labels", "multilabel")]
    public void A_recipe_answers_at_each_step(string targets, string task)
    {
        LoadedData data = new DataSource().Open(Given(targets, "mean_squared_error", 3, "linear"));
        Experiment made = Recipe.For(new ExperimentData { Source = Fixture.PathOf("steps.npz") }, data);
        Assert.Equal(task, made.Data.Task);
        ExperimentRun run = ExperimentRun.Prepare(made with { Training = made.Training with { Epochs = 1 } }, data, threads: 1);
        Assert.Equal(new Shape(4, 3), run.Network.OutputShape);
        run.Train();
    }
}
