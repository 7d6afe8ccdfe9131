using System.Globalization;
using System.Text;
using Glia.Report.Html;

namespace Glia.Report.Charts;

/// <summary>Small bars that stand in a table or beside each other.</summary>
internal static class Bars
{
    /// <summary>A share as a bar with its number.</summary>
    public static Markup Share(double share, string text) => Markup.Of(
        $"<span class=bar><i style=\"width:{100 * Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1):0.#}%\"></i></span>{text}");

    /// <summary>Two histograms over the same bins, one behind the other.</summary>
    /// <param name="description">What there is to see, in words.</param>
    /// <param name="before">The one behind, as an outline.</param>
    /// <param name="after">The one in front.</param>
    public static Markup Histograms(string description, IReadOnlyList<int> before, IReadOnlyList<int> after)
    {
        double most = Math.Max(1, before.Concat(after).DefaultIfEmpty(1).Max());
        return Markup.Of($"""
            <svg class=hist viewBox="0 0 {after.Count} 100" preserveAspectRatio=none role=img aria-label="{description}">
            <title>{description}</title><path class=after d="{Steps(after, most)}"/><path class=before d="{Steps(before, most)}"/></svg>
            """);
    }

    private static string Steps(IReadOnlyList<int> counts, double most)
    {
        var path = new StringBuilder("M0 100");
        for (int i = 0; i < counts.Count; i++) path.Append(CultureInfo.InvariantCulture, $"V{100 - 98 * counts[i] / most:0.#}H{i + 1}");
        return path.Append("V100Z").ToString();
    }
}
