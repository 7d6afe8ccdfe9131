using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Trials;

/// <summary>A dropout of one half is usual, and six of them behind narrow layers can be what keeps a network from learning.</summary>
public class UsualDropoutTests
{
    [Fact]
    public void Six_halves_of_narrow_layers_are_named()
    {
        Diagnosis diagnosis = Examined(layers: 6, units: 8);
        Finding finding = diagnosis.Findings.First(finding => finding.Code == "GLIA033");
        Assert.True(finding is { Severity: Severity.Error, Proof: not null }, Verdicts.Text(diagnosis));
        Assert.Equal("Leave dropout and the dropouts behind it out, or give a rate of at most 0.2.", finding.Prescription);
    }

    [Fact]
    public void One_half_of_a_wide_layer_is_not()
    {
        Diagnosis diagnosis = Examined(layers: 1, units: 64);
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Code == "GLIA033");
    }

    private static Diagnosis Examined(int layers, int units)
    {
        Layer[] network = [.. Enumerable.Range(0, layers).SelectMany(_ => new Layer[] { new Dense(units, "relu"), new Dropout(0.5f) }),
            new Dense(8, "softmax")];
        ExperimentSubject subject = Made.Subject(Made.Clouds(1200, 16, 8, 0.8), network, "categorical_crossentropy", new Adam(0.003f),
            new FitOptions { Epochs = 15, BatchSize = 32 });
        return Examiner.Examine(subject, workers: Workers.Single).Diagnosis;
    }
}
