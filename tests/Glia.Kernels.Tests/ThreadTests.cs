namespace Glia.Kernels.Tests;

/// <summary>Kernels that share work give the bits they give alone.</summary>
public class ThreadTests
{
    private static readonly int[] Lengths = [0, 100, 16_384, 16_385, 50_001, 1_200_000];

    [Fact]
    public void Activations()
    {
        var workers = new Workers(3);
        foreach (int length in Lengths)
        {
            float[] z = Numbers.Uniform(length, 1, -4, 4), dy = Numbers.Uniform(length, 2), one = new float[length],
                three = new float[length];
            Glia.Kernels.Elementwise.Activate(new Gelu(), z, one);
            Glia.Kernels.Elementwise.Activate(new Gelu(), z, three, workers);
            Assert.True(one.AsSpan().SequenceEqual(three));
            Glia.Kernels.Elementwise.ActivateBackward(new Gelu(), z, one, dy, one);
            Glia.Kernels.Elementwise.ActivateBackward(new Gelu(), z, three, dy, three, workers);
            Assert.True(one.AsSpan().SequenceEqual(three));
        }
    }

    [Fact]
    public void Optimizer_steps_and_their_sums()
    {
        var workers = new Workers(3);
        foreach (int length in Lengths)
        {
            float[] w1 = Numbers.Uniform(length, 1), w3 = [.. w1], g = Numbers.Uniform(length, 2), m1 = new float[length],
                m3 = new float[length], v1 = new float[length], v3 = new float[length];
            var rule = new AdamRule(0.1, 0.9, 0.999, 1e-7);
            for (int step = 0; step < 2; step++)
                Assert.Equal(
                    OptimizerSteps.Step(rule, new GradientTreatment(), w1, g, m1, v1),
                    OptimizerSteps.Step(rule, new GradientTreatment(), w3, g, m3, v3, workers: workers));
            Assert.True(w1.AsSpan().SequenceEqual(w3) && m1.AsSpan().SequenceEqual(m3) && v1.AsSpan().SequenceEqual(v3));
        }
    }

    [Fact]
    public void Optimizer_steps_that_nobody_asks_for_sums()
    {
        foreach (Workers workers in new[] { Workers.Single, new Workers(3), new Workers(100) })
        {
            foreach (int length in Lengths)
            {
                float[] w = Numbers.Uniform(length, 1), bare = [.. w], g = Numbers.Uniform(length, 2), m = new float[length],
                    bareM = new float[length];
                var rule = new MomentumRule(0.1f, 0.9f);
                for (int step = 0; step < 2; step++)
                {
                    OptimizerSteps.Step(rule, new GradientTreatment(), w, g, m);
                    Assert.Equal(default, OptimizerSteps.Step(rule, new GradientTreatment(), bare, g, bareM, workers: workers,
                        withSums: false));
                }
                Assert.True(w.AsSpan().SequenceEqual(bare) && m.AsSpan().SequenceEqual(bareM));
            }
        }
    }

    [Fact]
    public void Gathering()
    {
        byte[] source = [.. Enumerable.Range(0, 1000 * 77).Select(i => (byte)(i * 37))];
        int[] rows = [.. Enumerable.Range(0, 333).Select(i => i * 7919 % 1000)];
        float[] one = new float[333 * 77], three = new float[333 * 77];
        Gather.Bytes(source, 77, rows, 0.5f, 1, one);
        Gather.Bytes(source, 77, rows, 0.5f, 1, three, new Workers(3));
        Assert.Equal(one, three);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var workers = new Workers(2);
        float[] z = Numbers.Uniform(40_000, 1), t = Numbers.Probabilities(4000, 10, 2), g = new float[40_000], s = new float[40_000];
        void Run()
        {
            Glia.Kernels.Elementwise.Activate(new Tanh(), z, g, workers);
            Losses.SoftmaxCrossEntropy(z, t, 4000, 10, 1, g);
            Losses.MeanSquaredError(z, t, 4000, 10, 1, g);
            OptimizerSteps.Step(new MomentumRule(0.1, 0.9), new GradientTreatment(), z, g, s, workers: workers);
            InvertedDropout.Apply(z, g, 0.5f, 1, 2, 3);
            Reduce.ArgMaxHits(z, t, 10);
        }
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
