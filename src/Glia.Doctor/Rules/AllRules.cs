using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

/// <summary>
/// Every rule, by the code of its fault, which is the order in which they are asked and in which their repairs are tried: data, model,
/// start, loss, gradients, steps, evaluation, and last what only shows them. A fault names its rule (<see cref="Fault.JudgedBy"/>).
/// </summary>
internal static class AllRules
{
    /// <summary>The list.</summary>
    public static IReadOnlyList<Rule> List { get; } = [.. Faults.All.Select(fault => fault.JudgedBy?.Invoke()).OfType<Rule>()];

    /// <summary>The rule of a fault; null for a fault that has none.</summary>
    public static Rule? Of(Fault fault) => List.FirstOrDefault(rule => rule.Fault.Code == fault.Code);

    /// <summary>Asks every rule up to a tier.</summary>
    public static void Judge(ExperimentExamination examination, Tier upTo)
    {
        foreach (Rule rule in List.Where(rule => rule.Needs <= upTo))
        {
            examination.Subject.Options.CancellationToken.ThrowIfCancellationRequested();
            examination.Ask(rule);
        }
    }

    /// <summary>Asks every rule about a recorded step.</summary>
    public static void Judge(Reading reading, Examination examination)
    {
        var asked = List.Where(rule => reading.IsFinite || !rule.NeedsFinite);
        foreach (Judgement judgement in asked.SelectMany(rule => rule.Judge(reading))) examination.Take(judgement);
    }

    /// <summary>Asks every rule about a run how it went.</summary>
    public static IEnumerable<Judgement> Judge(RunFacts run) => List.OfType<RunRule>().Select(rule => rule.Judge(run)).OfType<Judgement>();

    /// <summary>Every repair that applies to a variant.</summary>
    public static IEnumerable<Change> Repairs(Variant variant, TargetView targets) =>
        List.SelectMany(rule => rule.Repairs(variant, targets));
}
