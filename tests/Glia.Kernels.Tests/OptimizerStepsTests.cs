namespace Glia.Kernels.Tests;

public class OptimizerStepsTests
{
    /// <summary>One weight's rule in double: w, g and three states.</summary>
    private delegate double Rule(double w, double g, double[] s);

    [Fact]
    public void Sgd() => Check(new SgdRule(0.1), (w, g, _) => w - 0.1 * g);

    [Fact]
    public void Momentum() => Check(new MomentumRule(0.1, 0.9), (w, g, s) => w + (s[0] = 0.9 * s[0] - 0.1 * g));

    [Fact]
    public void Nesterov() => Check(new NesterovRule(0.1, 0.9), (w, g, s) =>
    {
        s[0] = 0.9 * s[0] - 0.1 * g;
        return w + 0.9 * s[0] - 0.1 * g;
    });

    [Fact]
    public void Adam() => Check(new AdamRule(0.05, 0.9, 0.999, 1e-7), (w, g, s) =>
    {
        s[0] += (g - s[0]) * (1 - 0.9);
        s[1] += (g * g - s[1]) * (1 - 0.999);
        return w - 0.05 * s[0] / (Math.Sqrt(s[1]) + 1e-7);
    });

    [Fact]
    public void Amsgrad() => Check(new AmsgradRule(0.05, 0.9, 0.999, 1e-7), (w, g, s) =>
    {
        s[0] += (g - s[0]) * (1 - 0.9);
        s[1] += (g * g - s[1]) * (1 - 0.999);
        s[2] = Math.Max(s[2], s[1]);
        return w - 0.05 * s[0] / (Math.Sqrt(s[2]) + 1e-7);
    });

    [Fact]
    public void Nadam() => Check(new NadamRule(0.03, 0.02, 4, 0.9, 0.999, 1e-7), (w, g, s) =>
    {
        s[0] += (g - s[0]) * (1 - 0.9);
        s[1] += (g * g - s[1]) * (1 - 0.999);
        return w - (0.03 * s[0] + 0.02 * g) / (Math.Sqrt(4 * s[1]) + 1e-7);
    });

    [Fact]
    public void Rmsprop() => Check(new RmspropRule(0.01, 0.9, 0.5, 1e-7), (w, g, s) =>
    {
        s[0] = 0.9 * s[0] + 0.1 * g * g;
        s[1] = 0.5 * s[1] + 0.01 * g / Math.Sqrt(s[0] + 1e-7);
        return w - s[1];
    });

    [Fact]
    public void Centered_rmsprop() => Check(new CenteredRmspropRule(0.01, 0.9, 0.5, 1e-3), (w, g, s) =>
    {
        s[0] = 0.9 * s[0] + 0.1 * g * g;
        s[2] = 0.9 * s[2] + 0.1 * g;
        s[1] = 0.5 * s[1] + 0.01 * g / Math.Sqrt(s[0] - s[2] * s[2] + 1e-3);
        return w - s[1];
    });

    [Fact]
    public void Adagrad() => Check(new AdagradRule(0.1, 1e-7), (w, g, s) => w - 0.1 * g / Math.Sqrt((s[0] += g * g) + 1e-7));

    [Fact]
    public void Adadelta() => Check(new AdadeltaRule(1, 0.95, 1e-7), (w, g, s) =>
    {
        s[0] = 0.95 * s[0] + 0.05 * g * g;
        double d = g * Math.Sqrt((s[1] + 1e-7) / (s[0] + 1e-7));
        s[1] = 0.95 * s[1] + 0.05 * d * d;
        return w - d;
    });

    [Fact]
    public void The_gradient_is_penalised_scaled_and_clipped_and_the_weight_decays_in_that_order()
    {
        float[] w = [2, -4, 1], g = [1, -1, 10];
        var treatment = new GradientTreatment { Factor = 0.5f, Clip = 3, L2 = 0.5f, Decay = 0.25f };
        OptimizerSteps.Step(new SgdRule(1), treatment, w, g);
        Assert.Equal([2 - 0.5f - 1, -4 + 1 + 1.5f, 1 - 0.25f - 3], w);
    }

    [Fact]
    public void A_gradient_of_nan_makes_a_weight_of_nan_even_through_clipping()
    {
        float[] w = new float[20], g = new float[20];
        g[3] = g[19] = float.NaN;
        OptimizerSteps.Step(new SgdRule(1), new GradientTreatment { Clip = 1 }, w, g);
        Assert.Equal([3, 19], Enumerable.Range(0, 20).Where(i => float.IsNaN(w[i])));
    }

    [Fact]
    public void Denormal_gradients_are_not_an_error()
    {
        float[] w = [1, 1, 1], g = [float.Epsilon, -float.Epsilon, 0], m = new float[3], v = new float[3];
        OptimizerSteps.Step(new AdamRule(0.1, 0.9, 0.999, 1e-7), new GradientTreatment(), w, g, m, v);
        Assert.Equal([1, 1, 1], w);
    }

    private static void Check<TRule>(TRule rule, Rule reference)
        where TRule : struct, IOptimizerRule
    {
        foreach (int length in Numbers.Lengths.Append(5000))
        {
            float[] w = Numbers.Uniform(length, 1);
            float[][] states = [.. Enumerable.Range(0, TRule.States).Select(_ => new float[length])];
            double[] expected = [.. w.Select(v => (double)v)];
            double[][] expectedStates = [.. Enumerable.Range(0, length).Select(_ => new double[3])];
            for (int step = 0; step < 3; step++)
            {
                float[] g = Numbers.Uniform(length, 10 + step, -2, 2), before = [.. w];
                StepSums sums = OptimizerSteps.Step(
                    rule, new GradientTreatment(), w, g,
                    TRule.States > 0 ? states[0] : [], TRule.States > 1 ? states[1] : [], TRule.States > 2 ? states[2] : []);
                for (int i = 0; i < length; i++) expected[i] = reference(expected[i], g[i], expectedStates[i]);
                Numbers.Close(expected, w, 2e-6, 2e-6);
                for (int s = 0; s < TRule.States; s++)
                    Numbers.Close([.. expectedStates.Select(state => state[s])], states[s], 2e-6, 2e-6);
                Assert.Equal(g.Sum(v => (double)v * v), sums.Gradients, 1e-5 * sums.Gradients + 1e-30);
                Assert.Equal(before.Sum(v => (double)v * v), sums.Weights, 1e-5 * sums.Weights + 1e-30);
                Assert.Equal(before.Zip(w, (a, b) => ((double)b - a) * ((double)b - a)).Sum(), sums.Changes, 1e-5 * sums.Changes + 1e-30);
            }
        }
    }
}
