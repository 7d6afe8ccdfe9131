using Glia.Data;
using Glia.Layers;
using Glia.Training;

namespace Glia.Tests.Training;

public class ProgressTests
{
    private static readonly Dataset Data = Dataset.From(Enumerable.Range(0, 64), i => new[] { i / 64.0, i % 7 / 7.0 }, i => i % 3 * 0.5);

    private static Trainer NewTrainer() => new(new Network(2, new Dense(4, "tanh"), new Dense(1)), "mean_squared_error", "Adam");

    [Fact]
    public void A_run_that_is_ended_keeps_the_weights_of_the_step_in_progress()
    {
        using var source = new CancellationTokenSource();
        Trainer ended = NewTrainer(), stepped = NewTrainer();
        var watcher = new StopAt(11, source);
        var options = new FitOptions { Epochs = 5, BatchSize = 8, Shuffle = false };
        History history = ended.Fit(Data, options with { Observers = [watcher], CancellationToken = source.Token });
        Assert.Equal((Ending.Stopped, 11L, 2), (history.Ending, history.Steps, history.Epochs.Count));
        for (int step = 0; step < 11; step++) stepped.Step(Data, [.. Enumerable.Range(step % 8 * 8, 8)]);
        Assert.Equal(stepped.Network.Weights.All, ended.Network.Weights.All);
    }

    [Fact]
    public void A_run_that_is_ended_before_it_begins_does_nothing()
    {
        Trainer trainer = NewTrainer();
        float[] before = trainer.Network.Weights.All.ToArray();
        History history = trainer.Fit(Data, new FitOptions { CancellationToken = new CancellationToken(true) });
        Assert.Equal((Ending.Stopped, 0L), (history.Ending, history.Steps));
        Assert.Equal(before, trainer.Network.Weights.All);
    }

    [Fact]
    public void Every_epoch_is_told_and_watching_changes_no_bit()
    {
        var told = new List<TrainingProgress>();
        Trainer watched = NewTrainer(), alone = NewTrainer();
        var options = new FitOptions { Epochs = 3, BatchSize = 10 };
        History history = watched.Fit(Data, options with { Progress = new Told<TrainingProgress>(told.Add) });
        alone.Fit(Data, options);
        Assert.Equal(alone.Network.Weights.All, watched.Network.Weights.All);
        TrainingProgress[] epochs = [.. told.Where(p => p.Finished is not null)];
        Assert.Equal([(1, 3, 7L, 21L), (2, 3, 14L, 21L), (3, 3, 21L, 21L)], epochs.Select(p => (p.Epoch, p.Epochs, p.Step, p.Steps)));
        Assert.Equal(history.Epochs, epochs.Select(p => p.Finished!));
        Assert.Equal(1, epochs[^1].Share);
    }

    [Fact]
    public void Classes_that_were_numbered_on_their_own_are_not_compared()
    {
        var trainer = new Trainer(new Network(1, new Dense(2, "softmax")), "categorical_crossentropy", "Adam");
        float[,] rows = { { 1 }, { 2 } };
        Dataset train = Dataset.From(rows, ["a", "b"]), other = Dataset.From(rows, ["b", "c"]);
        const string sentence = "The classes of the data are b, c but it learned a, b; number them alike with classNames.";
        Assert.Equal(sentence, Assert.Throws<GliaException>(() => trainer.Fit(train, new FitOptions { Validation = other })).Message);
        trainer.Fit(train, new FitOptions());
        Assert.Equal(sentence, Assert.Throws<GliaException>(() => trainer.Evaluate(other)).Message);
    }

    private sealed class StopAt(long step, CancellationTokenSource source) : ITrainingObserver
    {
        public Answer OnStep(Trainer trainer, in StepReport report)
        {
            if (report.Step == step) source.Cancel();
            return Answer.Continue;
        }
    }
}
