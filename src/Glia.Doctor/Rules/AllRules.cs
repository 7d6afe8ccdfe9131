using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

/// <summary>Every rule, in the order in which they are asked and in which their repairs are tried; a test finds one that is left out.</summary>
internal static class AllRules
{
    /// <summary>The list.</summary>
    public static IReadOnlyList<Rule> List { get; } = [];

    /// <summary>Asks every rule up to a tier.</summary>
    public static void Judge(ExperimentExamination examination, Tier upTo)
    {
        foreach (Rule rule in List.Where(rule => rule.Needs <= upTo))
            foreach (Judgement judgement in rule.Judge(examination.Facts)) examination.Take(judgement);
    }

    /// <summary>Every repair that applies to a variant.</summary>
    public static IEnumerable<Change> Repairs(Variant variant, TargetView targets) => List.SelectMany(rule => rule.Repairs(variant, targets));
}
