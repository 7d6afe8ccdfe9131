using Glia.Doctor.Findings;

namespace Glia.Doctor.Tests.Monitoring;

/// <summary>What a curve shows by itself, wherever it comes from.</summary>
public class CurveRuleTests
{
    [Theory]
    [InlineData("0.9 1 1.2 1.5", "GLIAS06")]
    [InlineData("1 1 0.9 3 9", "GLIAS05")]
    [InlineData("1 0.4 0.2 0.3 0.5 1.6", "")]         // fell first, and ends above its start
    [InlineData("0.7 0.7 0.7 0.7", "GLIAS03")]
    [InlineData("0.7 0.7001 0.6999 0.7", "GLIAS03")]
    [InlineData("0.7 0.69 0.68 0.67", "")]            // slow, and not constant
    [InlineData("0.7 NaN 0.68 0.67", "GLIAS04")]
    [InlineData("1e-6 2e-6 4e-6 8e-6", "")]           // learned: what is left is rounding
    [InlineData("0.9 1.5 2", "")]                     // too few to tell
    public void A_loss_shows_one_symptom_or_none(string losses, string code)
    {
        var curve = new Curve([.. losses.Split(' ').Select(loss => double.Parse(loss, System.Globalization.CultureInfo.InvariantCulture))]);
        Assert.Equal(code, Told(curve));
    }

    // Twenty epochs of the same mean: the noise of the batches moves nothing.
    [Fact]
    public void Noise_around_one_value_is_constant_and_a_fall_within_the_noise_of_single_values_is_not()
    {
        var random = new System.Random(1);
        double[] noise = [.. Enumerable.Range(0, 100).Select(_ => 0.01 * (random.NextDouble() - 0.5))];
        Assert.Equal("GLIAS03", Told(new Curve([.. noise.Select(one => 0.7 + one)])));
        Assert.Equal("", Told(new Curve([.. noise.Select((one, i) => 0.7 + one - 0.0004 * i)])));
    }

    [Fact]
    public void A_loss_that_stays_where_nearly_all_is_right_is_no_symptom() =>
        Assert.Equal("", Told(new Curve([0.01, 0.01, 0.01, 0.01]) { Accuracy = [0.99, 0.99, 0.99, 0.99] }));

    [Theory]
    [InlineData("0.9 0.85 0.8 0.8 0.8 0.8 0.7 0.7 0.7", Severity.Error)]     // the answers got worse too
    [InlineData("0.9 0.9 0.9 0.9 0.9 0.9 0.9 0.9 0.9", Severity.Warning)]    // only surer than it should be
    [InlineData("0.8 0.8 0.9 0.8 0.8 0.9 0.8 0.8 0.8", Severity.Warning)]    // better by luck in some epochs
    public void Overfitting_is_an_error_only_where_the_answers_get_worse(string accuracies, Severity severity)
    {
        double[] accuracy = [.. accuracies.Split(' ').Select(one => double.Parse(one, System.Globalization.CultureInfo.InvariantCulture))];
        var curve = new Curve([0.5, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.1])
        {
            HeldOutLoss = [0.5, 0.52, 0.55, 0.6, 0.62, 0.65, 0.7, 0.72, 0.75],
            HeldOutAccuracy = accuracy,
        };
        Assert.Equal(severity, Judged(curve).Finding!.Severity);
        Assert.Null(Judged(curve with { HeldOutLoss = [.. curve.Loss] }).Finding);
    }

    private static Judgement Judged(Curve curve) => new MissingRegularisation().Judge(new RunFacts { Epochs = curve })!.Value;

    private static string Told(Curve curve) => string.Join(' ', AllRules.Judge(new RunFacts { Epochs = curve })
        .Select(judgement => judgement.Finding?.Code).Where(code => code is not null));
}
