using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Tests.Training;

public class StepIntoWeightsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(32)]
    public void A_step_into_the_weights_is_the_step_by_way_of_the_gradients(int batch)
    {
        Network straight = Make(), around = Make();
        Train(straight, new SGD(0.1f), batch, unobserved: true);
        Train(around, new SGD(0.1f), batch, unobserved: false);
        AssertClose(around, straight, 1e-5f);
        Assert.False(straight.Weights.All.SequenceEqual(Make().Weights.All));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public void A_step_into_the_weights_has_the_same_bits_at_any_number_of_threads(int batch)
    {
        Network one = Make(), three = Make();
        Train(one, new SGD(0.1f), batch, unobserved: true, threads: 1);
        Train(three, new SGD(0.1f), batch, unobserved: true, threads: 3);
        Assert.True(one.Weights.All.SequenceEqual(three.Weights.All));
    }

    [Fact]
    public void Momentum_clipping_and_decay_are_not_plain()
    {
        Assert.True(new SGD(0.1f).IsPlain);
        Assert.False(new SGD(0.1f, 0.9f).IsPlain);
        Assert.False(new SGD(0.1f) { ClipNorm = 1 }.IsPlain);
        Assert.False(new SGD(0.1f) { WeightDecay = 0.1f }.IsPlain);
        Assert.False(new Adam().IsPlain);
    }

    [Fact]
    public void A_frozen_layer_keeps_its_weights()
    {
        Network network = Make();
        network.Layers[0].Trainable = false;
        float[] before = network.Weights[network.Parameters[0]].ToArray();
        Train(network, new SGD(0.1f), 8, unobserved: true);
        Assert.Equal(before, network.Weights[network.Parameters[0]].ToArray());
    }

    [Fact]
    public void Only_the_steps_that_somebody_looks_at_go_around_by_the_gradients()
    {
        var observer = new LooksAt(3);
        var data = new Dataset(new FloatFeatures(new float[20 * 50].Select((_, i) => i % 7 / 7f).ToArray(), 50),
            Targets.OneHot([.. Enumerable.Range(0, 20).Select(i => i % 5)]));
        new Trainer(Make(), "categorical_crossentropy", new SGD(0.1f))
            .Fit(data, new FitOptions { BatchSize = 4, Epochs = 1, Observers = [observer] });
        Assert.Equal([false, false, true, false, false], observer.HadSums);
    }

    private sealed class LooksAt(int step) : ITrainingObserver
    {
        private int _done;

        public List<bool> HadSums { get; } = [];

        public bool LooksAtGradients => _done + 1 == step;

        public Answer OnStep(Trainer trainer, in StepReport report)
        {
            _done++;
            HadSums.Add(trainer.Optimizer.Sums[0].Changes > 0);
            trainer.Optimizer.Reset(trainer.Network.Weights);
            return Answer.Continue;
        }
    }

    private static Network Make() => new(50, [new Dense(70, "relu"), new Dense(33, "tanh"), new Dense(5, "softmax")], seed: 3);

    private static void Train(Network network, Optimizer optimizer, int batch, bool unobserved, int threads = 1)
    {
        var random = new System.Random(5);
        float[] inputs = new float[100 * 50];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = random.Next(3) == 0 ? random.NextSingle() : 0;
        var data = new Dataset(new FloatFeatures(inputs, 50), Targets.OneHot([.. Enumerable.Range(0, 100).Select(i => i % 5)]));
        var trainer = new Trainer(network, "categorical_crossentropy", optimizer, workers: new Workers(threads))
        {
            Unobserved =
            unobserved
        };
        for (int step = 0; step < 20; step++) trainer.Step(data, [.. Enumerable.Range(step, batch)]);
    }

    private static void AssertClose(Network expected, Network actual, float tolerance)
    {
        ReadOnlySpan<float> left = expected.Weights.All, right = actual.Weights.All;
        for (int i = 0; i < left.Length; i++) Assert.Equal(left[i], right[i], tolerance);
    }
}
