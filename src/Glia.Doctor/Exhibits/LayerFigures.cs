using Glia.Doctor.Findings;

namespace Glia.Doctor.Exhibits;

/// <summary>One figure a layer: what it is called and how it is drawn says its kind, whoever measured it.</summary>
internal static class LayerFigures
{
    /// <summary>The exhibit; null where no layer has a figure.</summary>
    /// <param name="kind">What the figures are.</param>
    /// <param name="layers">What the layers are called.</param>
    /// <param name="figures">The figure of each.</param>
    public static Exhibit? Of(ExhibitKind kind, IReadOnlyList<string> layers, IReadOnlyList<double> figures) =>
        layers.Count == 0 ? null : new Exhibit(kind, Title(kind), [new("", figures)])
        {
            Of = "layer",
            Names = layers,
            IsLog = kind is ExhibitKind.Signal or ExhibitKind.Weights or ExhibitKind.Gradients,
            AreShares = kind is ExhibitKind.DeadUnits or ExhibitKind.SaturatedUnits,
            Usual = kind switch
            {
                ExhibitKind.Weights => 1,
                ExhibitKind.Biases => 0,
                _ => null,
            },
        };

    private static string Title(ExhibitKind kind) => kind switch
    {
        ExhibitKind.Signal => "Differences between rows behind each layer",
        ExhibitKind.Weights => "Size of the weights, 1 to 1.4 is usual",
        ExhibitKind.Biases => "Mean bias of each layer",
        ExhibitKind.DeadUnits => "Units that are zero for every row",
        ExhibitKind.SaturatedUnits => "Units at a flat end of their activation",
        _ => "Size of the recorded gradient by layer",
    };
}
