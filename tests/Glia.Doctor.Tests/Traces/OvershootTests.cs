using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Large weights of a late step: thrown there by earlier ones, or drawn so.</summary>
public class OvershootTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(300, false)]
    public void Weights_that_were_drawn_large_have_not_overshot(double startsAt, bool hasOvershot)
    {
        const double rate = 3;
        const int rows = 20;
        var dice = new Dice(9);
        double Drawn() => (2 * dice.NextDouble()) - 1;
        Matrix x = new Matrix(rows, 3).Map(_ => Drawn()), unit = new Matrix(3, 1).Map(_ => Drawn());
        Matrix w = unit.Times(300), y = x.Times(unit), o = x.Times(w), g = x.Transposed().Times(o.Zip(y, (p, t) => 2 * (p - t) / rows));
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(new Dictionary<string, NdArray>
        {
            ["x"] = Array(x),
            ["y"] = Array(y),
            ["outputs"] = Array(o),
            ["w1_start"] = Array(unit.Times(startsAt)),
            ["w1"] = Array(w),
            ["grad_w1"] = Array(g),
            ["w1_after"] = Array(w.Zip(g, (value, slope) => value - (rate * slope))),
            ["output_activation"] = NdArray.Scalar("linear"),
            ["learning_rate"] = NdArray.Scalar(rate),
            ["step"] = NdArray.Scalar(50),
        }, "trace"));
        Assert.Equal(hasOvershot, diagnosis.Findings.Any(one => one.Evidence.Contains("earlier steps overshot", StringComparison.Ordinal)));
        Assert.Contains(diagnosis.Findings, one => one.Severity == Severity.Error);
    }

    private static NdArray Array(Matrix matrix) => NdArray.From(matrix.Values, matrix.Rows, matrix.Columns);
}
