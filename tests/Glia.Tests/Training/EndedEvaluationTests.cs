using Glia.Data;
using Glia.Layers;
using Glia.Tests.Own;
using Glia.Training;

namespace Glia.Tests.Training;

/// <summary>A run that is asked to end while an epoch is evaluated: three parts of at most 500 rows.</summary>
public sealed class EndedEvaluationTests : IDisposable
{
    private const int Parts = 3;

    private static readonly Dataset Data = Rows(64), HeldBack = Rows(1200);

    private readonly CancellationTokenSource _source = new();

    public void Dispose() => _source.Dispose();

    private static Dataset Rows(int count) => Dataset.From(Enumerable.Range(0, count), i => new[] { i % 64 / 64.0, i % 7 / 7.0 }, i =>
        i % 3 * 0.5);

    // Asks for the end in the given part, counted over all evaluations.
    private Trainer NewTrainer(int endIn, List<int>? heard = null) => new(
        new Network(2, new Dense(4, "tanh"), new Dense(1)),
        new Bell(part =>
        {
            heard?.Add(part);
            if (part == endIn) _source.Cancel();
        }), "Adam");

    private FitOptions Options(EarlyStopping? stopping = null) =>
        new()
        {
            Epochs = 5,
            BatchSize = 8,
            Validation = HeldBack,
            Test = HeldBack,
            EarlyStopping = stopping,
            CancellationToken = _source.Token,
        };

    private static float[] WeightsAfter(int epochs)
    {
        var trainer = new Trainer(new Network(2, new Dense(4, "tanh"), new Dense(1)), new Bell(_ => { }), "Adam");
        trainer.Fit(Data, new FitOptions { Epochs = epochs, BatchSize = 8 });
        return trainer.Network.Weights.All.ToArray();
    }

    [Fact]
    public void The_evaluation_is_broken_off_and_the_weights_of_its_epoch_stay()
    {
        var heard = new List<int>();
        // Epoch 1 has three parts of the validation and three of the test.
        Trainer trainer = NewTrainer(endIn: 2 * Parts + 2, heard);
        History history = trainer.Fit(Data, Options());
        Assert.Equal(2 * Parts + 2, heard[^1]);
        Assert.Equal((Ending.Stopped, 2, 1, 16L), (history.Ending, history.Epochs.Count, history.BestEpoch, history.Steps));
        EpochReport broken = history.Epochs[1];
        Assert.Equal((true, false, null, null), (broken.IsUnjudged, broken.IsBest, broken.Validation, broken.Test));
        Assert.Equal((64L, double.NaN), (broken.Samples, broken.Monitored));
        Assert.Equal(WeightsAfter(2), trainer.Network.Weights.All);
        Assert.Null(history.UnjudgedWeights);
    }

    [Fact]
    public void Where_early_stopping_puts_the_best_weights_back_the_last_ones_are_handed_out()
    {
        Trainer trainer = NewTrainer(endIn: 2 * Parts + 2);
        History history = trainer.Fit(Data, Options(new EarlyStopping(Patience: 3, RestoreBestWeights: true)));
        Assert.Equal(WeightsAfter(1), trainer.Network.Weights.All);
        Assert.Equal(WeightsAfter(2), history.UnjudgedWeights!.All);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_no_epoch_was_evaluated_the_last_weights_are_those_of_the_network(bool restores)
    {
        Trainer trainer = NewTrainer(endIn: 1);
        History history = trainer.Fit(Data, Options(new EarlyStopping(RestoreBestWeights: restores)));
        Assert.Equal((Ending.Stopped, 1, 0), (history.Ending, history.Epochs.Count, history.BestEpoch));
        Assert.Equal(WeightsAfter(1), trainer.Network.Weights.All);
        Assert.Null(history.UnjudgedWeights);
    }

    [Fact]
    public void An_epoch_whose_test_rows_alone_were_broken_off_is_judged()
    {
        History history = NewTrainer(endIn: Parts + 1).Fit(Data, Options());
        EpochReport epoch = Assert.Single(history.Epochs);
        Assert.Equal((false, true, 1200), (epoch.IsUnjudged, epoch.IsBest, epoch.Validation!.Rows));
        Assert.Null(epoch.Test);
    }

    [Fact]
    public void Asked_while_it_trains_the_epoch_is_evaluated()
    {
        var heard = new List<int>();
        Trainer trainer = NewTrainer(endIn: 0, heard);
        History history = trainer.Fit(Data, Options() with { Observers = [new EndAt(3, _source)] });
        EpochReport epoch = Assert.Single(history.Epochs);
        Assert.Equal((Ending.Stopped, 3L, false), (history.Ending, history.Steps, epoch.IsUnjudged));
        Assert.Equal((1200, 1200), (epoch.Validation!.Rows, epoch.Test!.Rows));
        Assert.Equal(2 * Parts, heard.Count);
    }

    [Fact]
    public void An_evaluation_that_was_ended_tells_and_can_be_done_again()
    {
        Trainer trainer = NewTrainer(endIn: 2);
        Assert.Throws<OperationCanceledException>(() => trainer.Evaluate(HeldBack, _source.Token));
        Assert.Equal(new Evaluator(trainer.Network, "mean_squared_error", trainer.Workers).Run(HeldBack).Loss,
            trainer.Evaluate(HeldBack).Loss, 1e-6);
    }

    private sealed class EndAt(long step, CancellationTokenSource source) : ITrainingObserver
    {
        public Answer OnStep(Trainer trainer, in StepReport report)
        {
            if (report.Step == step) source.Cancel();
            return Answer.Continue;
        }
    }
}
