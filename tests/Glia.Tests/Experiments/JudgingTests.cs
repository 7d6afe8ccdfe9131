using Glia.Data;
using Glia.Experiments;
using Glia.Metrics;
using Glia.Training;

namespace Glia.Tests.Experiments;

public class JudgingTests
{
    private const int Most = 10_000;

    [Theory]
    [InlineData("")]
    [InlineData(""","use_ema":true,"ema_momentum":0.7""")]
    [InlineData(""","validation_split":0.2,"early_stopping":{"patience":1,"restore_best_weights":true}""")]
    public void The_test_part_is_judged_with_the_weights_that_are_kept(string more)
    {
        ExperimentRun run = Prepared(400, 100, epochs: 6, more);
        RunSummary summary = run.Train();
        Evaluation again = run.Trainer.Evaluate(run.Data.Test!);
        Assert.Equal((again.Loss, again.Hits, again.Rows), (summary.Test!.Loss, summary.Test.Hits, summary.Test.Rows));
        Assert.Equal(again.ConfusionPairs, summary.Test.ConfusionPairs);
    }

    [Fact]
    public void A_run_that_is_stopped_is_judged_with_the_weights_of_its_best_epoch()
    {
        ExperimentRun run = Prepared(400, 100, epochs: 6, ""","optimizer":{"class_name":"SGD","learning_rate":20}""");
        RunSummary summary = run.Train(new StopAt(40));
        Assert.Equal(Ending.Stopped, summary.History.Ending);
        Assert.Equal(run.Trainer.Evaluate(run.Data.Test!).Loss, summary.Test!.Loss);
    }

    [Fact]
    public void A_network_that_a_test_part_judges_is_asked_about_some_of_its_many_training_rows_and_else_about_all()
    {
        RunSummary judged = Prepared(2 * Most, 100, epochs: 1, "").Train(), alone = Prepared(2 * Most, 0, epochs: 1, "").Train();
        Assert.Equal((Most, 2 * Most), (judged.Train.Rows, alone.Train.Rows));
        // Every second row is of class 1, and of those asked about it are about as many.
        Assert.InRange(judged.Train.TrueHistogram()[1], Most / 2 - 250, Most / 2 + 250);
        Assert.Equal(Most, alone.Train.TrueHistogram()[1]);
    }

    [Theory]
    [InlineData("""{"class_name":"Dense","units":3,"activation":"softmax"}""", "categorical_crossentropy", true)]
    [InlineData("""{"class_name":"Dense","units":1}""", "mean_squared_error", false)]
    [InlineData("""{"class_name":"Conv2D","filters":3,"kernel_size":9}""", "categorical_crossentropy", false)]
    public void A_step_beside_the_reading_is_taken_where_there_are_classes_and_tells_of_no_error(string layer, string loss, bool taken)
    {
        Experiment experiment = Experiment.Parse("x.json",
            $$$"""{"data":{"source":"mnist"},"network":[{{{layer}}}],"training":{"loss":"{{{loss}}}"}}""");
        Assert.Equal(taken, WarmStep.Take(experiment, new Shape(784), threads: 1));
        Assert.False(WarmStep.Take(experiment, null, threads: 1));
    }

    private static ExperimentRun Prepared(int rows, int test, int epochs, string more)
    {
        Experiment experiment = Experiment.Parse("x.json", $$"""
            {"data":{"source":"p"},"network":[{"class_name":"Dense","units":2,"activation":"softmax"}],
             "training":{"batch_size":16,"epochs":{{epochs}}{{more}}} }
            """);
        var random = new System.Random(1);
        float[] inputs = [.. Enumerable.Range(0, 2 * (rows + test)).Select(_ => random.NextSingle())];
        LoadedData loaded = LoadedData.OfClasses(new FloatFeatures(inputs, 2), [.. Enumerable.Range(0, rows + test).Select(i => i % 2)],
            ["a", "b"]);
        return ExperimentRun.Prepare(experiment, loaded with { StandardTestRows = test }, threads: 1);
    }

    private sealed class StopAt(int step) : ITrainingObserver
    {
        public Answer OnStep(Trainer trainer, in StepReport report) => report.Step == step ? Answer.Stop : Answer.Continue;
    }
}
