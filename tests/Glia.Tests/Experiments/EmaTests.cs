using Glia.Data;
using Glia.Experiments;
using Glia.Training;

namespace Glia.Tests.Experiments;

public class EmaTests
{
    [Theory]
    [InlineData("""{}""", null)]
    [InlineData("""{"use_ema":true}""", 0.99)]
    [InlineData("""{"use_ema":true,"ema_momentum":0.9}""", 0.9)]
    [InlineData("""{"use_ema":false,"ema_momentum":0.9}""", null)]
    [InlineData("""{"optimizer":{"class_name":"Adam","config":{"use_ema":true,"ema_momentum":0.95}}}""", 0.95)]
    [InlineData("""{"optimizer":{"class_name":"Adam","use_ema":true}}""", 0.99)]
    [InlineData("""{"optimizer":{"class_name":"Adam","use_ema":false,"ema_momentum":0.95}}""", null)]
    public void Keras_words_may_stand_in_the_training_or_in_the_optimizer(string training, double? momentum)
    {
        Experiment read = Read(training);
        Assert.Equal(momentum, read.Training.EmaMomentum);
        Assert.Equal(momentum, Experiment.Parse("y.json", read.ToJson()).Training.EmaMomentum);
        Assert.Equal(momentum, read.Training.FitOptions().EmaMomentum);
    }

    [Theory]
    [InlineData("""{"use_ema":true,"ema_momentum":1}""", "x.json line 1: training.ema_momentum is 1; it must be below 1.")]
    [InlineData("""{"use_ema":false,"optimizer":{"class_name":"Adam","use_ema":true}}""",
        "x.json line 1: training.use_ema says the opposite of the use_ema inside training.optimizer; keep one of the two.")]
    [InlineData("""{"optimizer":{"class_name":"Adam","use_ema":true,"ema_momentum":2}}""",
        "x.json line 1: training.optimizer.ema_momentum is 2; it must be a number from 0 to below 1.")]
    public void What_contradicts_itself_is_refused(string training, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<GliaException>(() => Read(training)).Message);

    [Fact]
    public void A_run_that_is_stopped_keeps_the_averages_of_its_best_epoch()
    {
        Experiment experiment = Experiment.Parse("x.json", """
            {"data":{"source":"p"},"network":[{"class_name":"Dense","units":2,"activation":"softmax"}],
             "training":{"optimizer":{"class_name":"SGD","learning_rate":20},"batch_size":8,"epochs":50,"validation_split":0.25,
               "use_ema":true,"ema_momentum":0.7}}
            """);
        var random = new System.Random(1);
        float[] inputs = [.. Enumerable.Range(0, 128).Select(_ => random.NextSingle())];
        LoadedData loaded = LoadedData.OfClasses(new FloatFeatures(inputs, 2),
            [.. Enumerable.Range(0, 64).Select(i => inputs[2 * i] > inputs[(2 * i) + 1] ? 1 : 0)], ["a", "b"]);
        ExperimentRun run = ExperimentRun.Prepare(experiment, loaded, threads: 1);
        var watcher = new StopAfterWorse();
        RunSummary summary = run.Train(watcher);
        // It was stopped in the middle of an epoch, after one that was not the best.
        Assert.Equal(Ending.Stopped, summary.History.Ending);
        Assert.NotEqual(summary.History.BestEpoch, summary.History.Epochs.Count);
        Assert.Equal(watcher.Best, run.Network.Weights.All.ToArray());
    }

    private sealed class StopAfterWorse : ITrainingObserver
    {
        private bool _worse;

        public float[] Best { get; private set; } = [];

        public Answer OnStep(Trainer trainer, in StepReport report) => _worse && report.Step % 6 == 3 ? Answer.Stop : Answer.Continue;

        public Answer OnEpoch(Trainer trainer, EpochReport report)
        {
            if (report.IsBest) Best = [.. trainer.Network.Weights.All];
            _worse |= !report.IsBest;
            return Answer.Continue;
        }
    }

    private static Experiment Read(string training) =>
        Experiment.Parse("x.json", $$"""{"data":{"source":"mnist"},"network":[],"training":{{training}}}""");
}
