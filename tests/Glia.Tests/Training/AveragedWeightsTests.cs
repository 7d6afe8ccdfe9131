using Glia.Data;
using Glia.Layers;
using Glia.Training;

namespace Glia.Tests.Training;

public class AveragedWeightsTests
{
    private static readonly Dataset Data = Dataset.From(Enumerable.Range(0, 64), i => new[] { i / 64.0, i % 7 / 7.0 }, i => i % 3 * 0.5);

    [Fact]
    public void The_network_ends_with_the_weighted_mean_of_the_weights_after_each_step()
    {
        const double momentum = 0.7;
        var own = new WeightsOfSteps();
        Trainer trainer = NewTrainer(), plain = NewTrainer();
        trainer.Fit(Data, new FitOptions { Epochs = 3, BatchSize = 16, EmaMomentum = momentum });
        plain.Fit(Data, new FitOptions { Epochs = 3, BatchSize = 16, Observers = [own] });
        // The definition, in double and from the end: the last step counts once, each before it 0.7 times as much as the next.
        int steps = own.Weights.Count, width = own.Weights[0].Length;
        Assert.Equal(12, steps);
        for (int i = 0; i < width; i++)
        {
            double sum = 0, total = 0;
            for (int step = steps - 1; step >= 0; step--)
            {
                double share = Math.Pow(momentum, steps - 1 - step);
                sum += share * own.Weights[step][i];
                total += share;
            }
            Assert.Equal(sum / total, trainer.Network.Weights.All[i], 1e-6);
        }
    }

    [Fact]
    public void The_averages_are_what_is_evaluated_and_seen_after_an_epoch()
    {
        var seen = new WeightsOfEpochs();
        Trainer trainer = NewTrainer();
        History history =
            trainer.Fit(Data, new FitOptions { Epochs = 2, BatchSize = 16, Validation = Data, EmaMomentum = 0.9, Observers = [seen] });
        Assert.Equal(seen.Last, trainer.Network.Weights.All.ToArray());
        Assert.Equal(history.Epochs[^1].Validation!.Loss, trainer.Evaluate(Data).Loss);
    }

    [Fact]
    public void Training_goes_on_from_its_own_weights()
    {
        WeightsOfSteps averaged = new(), plain = new();
        NewTrainer().Fit(Data, new FitOptions { Epochs = 3, BatchSize = 16, Validation = Data, EmaMomentum = 0.9, Observers = [averaged] });
        NewTrainer().Fit(Data, new FitOptions { Epochs = 3, BatchSize = 16, Validation = Data, Observers = [plain] });
        Assert.Equal(plain.Weights, averaged.Weights);
    }

    [Fact]
    public void A_momentum_of_zero_is_the_weights_themselves()
    {
        Trainer zero = NewTrainer(), none = NewTrainer();
        zero.Fit(Data, new FitOptions { Epochs = 2, BatchSize = 16, EmaMomentum = 0 });
        none.Fit(Data, new FitOptions { Epochs = 2, BatchSize = 16 });
        Assert.Equal(none.Network.Weights.All, zero.Network.Weights.All);
    }

    [Fact]
    public void Early_stopping_restores_the_averages_of_the_best_epoch()
    {
        // At this rate the loss soon rises, so that the best epoch is not the last.
        var seen = new WeightsOfEpochs();
        Trainer trainer = NewTrainer(rate: 1.5f);
        History history = trainer.Fit(Data, new FitOptions
        {
            Epochs = 30,
            BatchSize = 16,
            Validation = Data,
            EmaMomentum = 0.6,
            Observers = [seen],
            EarlyStopping = new EarlyStopping(3, RestoreBestWeights: true),
        });
        Assert.NotEqual(history.BestEpoch, history.Epochs.Count);
        Assert.Equal(seen.Best, trainer.Network.Weights.All.ToArray());
        Assert.Equal(history.Epochs[history.BestEpoch - 1].Validation!.Loss, trainer.Evaluate(Data).Loss);
    }

    [Fact]
    public void A_run_whose_first_loss_is_not_finite_keeps_its_weights()
    {
        Trainer trainer = NewTrainer();
        float[] before = [.. trainer.Network.Weights.All];
        var broken = Dataset.Values([float.MaxValue, float.MaxValue], 2, [float.MaxValue]);
        History history = trainer.Fit(broken, new FitOptions { Epochs = 2, EmaMomentum = 0.9 });
        Assert.Equal(Ending.NotFinite, history.Ending);
        Assert.Equal(before, trainer.Network.Weights.All);
    }

    [Fact]
    public void The_statistics_of_batch_normalization_are_averaged_too_and_the_bits_depend_on_no_threads()
    {
        float[] one = Trained(1), three = Trained(3);
        Assert.Equal(one, three);

        static float[] Trained(int threads)
        {
            var network = new Network(2, new Dense(40_000), new BatchNormalization(), new Activation("tanh"), new Dense(1));
            var trainer = new Trainer(network, "mean_squared_error", "Adam", workers: new Glia.Kernels.Workers(threads));
            trainer.Fit(Data, new FitOptions { Epochs = 2, BatchSize = 16, EmaMomentum = 0.9 });
            return [.. network.Weights.All];
        }
    }

    [Fact]
    public void Averages_of_weights_that_became_zero_are_never_subnormal()
    {
        var average = new float[35];
        Array.Fill(average, 1e-20f);
        for (int step = 0; step < 3000; step++)
        {
            Glia.Kernels.MovingAverage.Follow(average, new float[35], 0.02f);
            Assert.DoesNotContain(average, float.IsSubnormal);
        }
        Assert.All(average, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_momentum_that_is_none_is_refused(double momentum) => Assert.StartsWith("The momentum of the averaged weights is",
        Assert.Throws<GliaException>(() => NewTrainer().Fit(Data, new FitOptions { EmaMomentum = momentum })).Message,
        StringComparison.Ordinal);

    private static Trainer NewTrainer(float rate = 0.05f) =>
        new(new Network(2, new Dense(4, "tanh"), new Dense(1)), "mean_squared_error", new Glia.Optimizers.SGD(rate));

    private sealed class WeightsOfSteps : ITrainingObserver
    {
        public List<float[]> Weights { get; } = [];

        public Answer OnStep(Trainer trainer, in StepReport report)
        {
            Weights.Add([.. trainer.Network.Weights.All]);
            return Answer.Continue;
        }
    }

    private sealed class WeightsOfEpochs : ITrainingObserver
    {
        public float[] Last { get; private set; } = [];

        public float[] Best { get; private set; } = [];

        public Answer OnEpoch(Trainer trainer, EpochReport report)
        {
            Last = [.. trainer.Network.Weights.All];
            if (report.IsBest) Best = Last;
            return Answer.Continue;
        }
    }
}
