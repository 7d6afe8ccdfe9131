using System.Globalization;

namespace Glia.Tests.Shared;

/// <summary>Runs something as a German application would: decimal comma, dots between thousands,
/// a minus sign and a percent format of its own.</summary>
internal static class CommaCulture
{
    // Made by hand: the tests run with InvariantGlobalization, which knows no other culture.
    private static readonly CultureInfo Culture = Make();

    public static T Run<T>(Func<T> work)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Culture;
        try
        {
            Assert.Equal("1.234,50 −1 50,0% ", FormattableString.CurrentCulture($"{1234.5:N2} {-1} {0.5:P1} "));
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Make()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = ".",
            PercentDecimalSeparator = ",",
            PercentGroupSeparator = ".",
            PercentPositivePattern = 1,
            NegativeSign = "−",
        };
        return culture;
    }
}
