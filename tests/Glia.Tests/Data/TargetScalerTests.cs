using CsCheck;
using Glia.Data;

namespace Glia.Tests.Data;

public class TargetScalerTests
{
    [Fact]
    public void None_is_no_scaler_and_other_words_are_known_by_name()
    {
        Assert.Null(TargetScaler.Fit("none", new Targets([1, 2])));
        Assert.Equal("target_scale is 'standardise'; did you mean 'standardize'?",
            Assert.Throws<GliaException>(() => TargetScaler.Fit("standardise", new Targets([1, 2]))).Message);
        Assert.StartsWith("The target of training row 2 is no number (NaN),",
            Assert.Throws<GliaException>(() => TargetScaler.Fit("minmax", new Targets([1, float.NaN]))).Message, StringComparison.Ordinal);
    }

    // scikit-learn 1.2.1: StandardScaler and MinMaxScaler, fit_transform([[1, 10], [2, 10], [6, 10]]).
    [Fact]
    public void The_numbers_are_those_of_scikit_learn()
    {
        var targets = new Targets([1, 10, 2, 10, 6, 10], 2);
        Assert.Equal([-0.9258201f, 0, -0.46291006f, 0, 1.3887302f, 0],
            TargetScaler.Fit("standardize", targets)!.Apply(targets).Values.ToArray());
        Assert.Equal([0, 0, 0.2f, 0, 1, 0], TargetScaler.Fit("minmax", targets)!.Apply(targets).Values.ToArray());
    }

    // Targets of any size: what is scaled has a size near 1, and taking it back gives the targets to float's digits.
    [Theory]
    [InlineData("standardize")]
    [InlineData("minmax")]
    public void Scaling_and_back_gives_the_same_at_any_size(string kind) =>
        Gen.Select(Gen.Double[-1, 1].Array[4, 40], Gen.Int[-6, 9], Gen.Double[-3, 3]).Sample((numbers, exponent, shift) =>
    {
        double size = Math.Pow(10, exponent);
        var targets = new Targets([.. numbers.Select(number => (float)((number + shift) * size))]);
        TargetScaler scaler = TargetScaler.FromJson(TargetScaler.Fit(kind, targets)!.ToJson());
        Targets scaled = scaler.Apply(targets);
        var back = new float[targets.Rows];
        scaler.Undo(scaled.Values, back);
        for (int row = 0; row < back.Length; row++)
        {
            Assert.InRange(scaled.Values[row], -10, 10);
            Assert.Equal(targets.Values[row], back[row], 4e-6 * size);
        }
    });

    [Fact]
    public void Each_column_has_its_own_numbers_and_a_single_one_stands_for_all()
    {
        var targets = new Targets([0, 1000, 1, 3000], 2);
        TargetScaler scaler = TargetScaler.Fit("minmax", targets)!;
        float[] own = new float[4];
        scaler.Undo([0.5f, 0.5f, 1, 0], own);
        Assert.Equal([0.5f, 2000, 1, 1000], own);
        TargetScaler.Fit("minmax", new Targets([0, 4]))!.Undo([0.5f, 1], own.AsSpan(0, 2));
        Assert.Equal([2, 4], own[..2]);
        Assert.StartsWith("The targets have 1 numbers a row and the network was trained on 2;",
            Assert.Throws<GliaException>(() => scaler.Apply(new Targets([1, 2]))).Message, StringComparison.Ordinal);
    }
}
