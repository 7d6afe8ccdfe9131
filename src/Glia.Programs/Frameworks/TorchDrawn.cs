using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>Tensors that a program draws at random.</summary>
/// <param name="Line">The line that draws; null if unknown.</param>
internal sealed record TorchDrawn(Statement? Line)
{
    private static readonly HashSet<string> s_draws = ["randn", "rand", "randint", "normal", "bernoulli", "randn_like", "rand_like"];

    /// <summary>Where a tensor was drawn; null where it was not, or where nobody saw it.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="value">The tensor.</param>
    public static TorchDrawn? At(TorchRecord record, int value)
    {
        for (var seen = new HashSet<int>(); seen.Add(value) && record.MakerOf(value) is { } call;)
        {
            if (s_draws.Contains(call.Name)) return new TorchDrawn(record.StatementAt(call.Place));
            // A part of it, its type or its form.
            if ((!TorchLayerReader.IsForm(call) && call.Name is not ("__getitem__" or "long" or "round")) || !call.Tensors.Any()) break;
            value = call.Tensors.First();
        }
        return null;
    }
}
