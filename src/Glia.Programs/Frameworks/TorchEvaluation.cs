using System.Text.Json;
using Glia.Doctor.Findings;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>A forward pass of which answers are made, and no step after it.</summary>
/// <param name="Chain">The layers.</param>
/// <param name="At">Where the network is called.</param>
/// <param name="Calls">The calls of the evaluation.</param>
internal sealed record TorchEvaluation(TorchChain Chain, Source? At, IReadOnlyList<TorchOperation> Calls)
{
    // What takes answers from outputs.
    private static readonly HashSet<string> s_answers = ["argmax", "max", "topk", "round", "gt", "ge", "__gt__", "__ge__"];
    private static readonly HashSet<string> s_compares = ["eq", "__eq__"];

    /// <summary>The tensor with the right answers; null where nothing was compared.</summary>
    public int? Labels { get; private init; }

    /// <summary>The tensor of the comparison, a truth value a row.</summary>
    public int? Compared { get; private init; }

    /// <summary>The last evaluation that was understood; null if there is none.</summary>
    public static TorchEvaluation? Last(TorchRecord record)
    {
        TorchEvaluation? last = null;
        for (int i = record.Next("evaluation"); i >= 0; i = record.Next("evaluation", i + 1))
            if (Read(record, i) is { } read) last = read;
        return last;
    }

    private static TorchEvaluation? Read(TorchRecord record, int from)
    {
        int next = record.Next("evaluation", from + 1), to = next < 0 ? record.Events.Length : next;
        TorchOperation[] calls = [.. record.Operations.Where(call => call.Index > from && call.Index < to)];
        TorchOperation? compares = calls.FirstOrDefault(call => s_compares.Contains(call.Name) && call.Tensors.Count() == 2);
        TorchOperation? answers = calls.FirstOrDefault(call => s_answers.Contains(call.Name)
            && call.Tensors.Any(record.DependsOnWeights));
        // Without an answer or a comparison it is not known what it is for.
        if (answers is null) return null;
        try
        {
            int outputs = answers.Tensors.First(record.DependsOnWeights);
            TorchChain chain = TorchChain.Of(record, outputs);
            JsonElement said = record.Events[from];
            return new TorchEvaluation(chain, new Source("model", said[2].GetString(), said[3].GetInt32()), calls)
            {
                Labels = compares?.Tensors.Cast<int?>().FirstOrDefault(one => !record.DependsOnWeights(one!.Value)),
                Compared = compares?.Results[0],
            };
        }
        catch (NotUnderstood)
        {
            return null;
        }
    }
}
