using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.EveryFault;
using Glia.Doctor.Tests.Rules;
using Glia.Layers;
using Glia.Optimizers;

namespace Glia.Doctor.Tests.Trials;

/// <summary>Networks that answer at each step, beside a plain one that sees no later steps than they do.</summary>
public class StepAnswerTests
{
    private const int Steps = 10, Rows = 200;

    // The inputs hold the next value, one step later. Whoever read the whole row would know it exactly.
    [Fact]
    public void A_network_that_foretells_the_next_value_is_not_compared_with_one_that_has_seen_it()
    {
        Diagnosis diagnosis = Subjects.Examined(Waves([new SimpleRNN(16, returnSequences: true), new Dense(1)], epochs: 200));
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Severity < Severity.Note);
    }

    // Every row begins at the same phase, so the mean of each step is nearly all there is; by the mean of all steps it has learned.
    [Fact]
    public void Rows_that_are_alike_are_measured_by_the_mean_of_all_steps()
    {
        Diagnosis diagnosis = Subjects.Examined(Waves([new GRU(16, returnSequences: true), new Dense(1)], epochs: 200, alike: true));
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
    }

    [Fact]
    public void One_that_hardly_trains_is_behind_it()
    {
        Diagnosis diagnosis = Subjects.Examined(Waves([new SimpleRNN(16, returnSequences: true), new Dense(1)], epochs: 60, rate: 1e-5f));
        Assert.True(diagnosis.Findings is [{ Code: "GLIA066" or "GLIA073", Severity: Severity.Error }, ..], Verdicts.Text(diagnosis));
    }

    // Noisy waves of height 1, and of each step the next value.
    private static ExperimentSubject Waves(Layer[] layers, int epochs, float rate = 0.01f, bool alike = false)
    {
        var random = new System.Random(1);
        float[] x = new float[Rows * Steps], y = new float[Rows * Steps];
        for (int row = 0; row < Rows; row++)
        {
            double phase = alike ? 0 : 2 * Math.PI * random.NextDouble(), next = Wave(phase);
            for (int step = 0; step < Steps; step++)
            {
                x[(row * Steps) + step] = (float)next;
                next = Wave(phase + (0.6 * (step + 1)));
                y[(row * Steps) + step] = (float)next;
            }
        }
        var data = new Dataset(new FloatFeatures(x, new Shape(Steps, 1)), new Targets(y, new Shape(Steps, 1)));
        return Made.Subject(data, layers, "mean_squared_error", new Adam(rate), Subjects.Options(epochs));

        double Wave(double at) => Math.Sin(at) + (0.2 * Made.Normal(random));
    }
}
