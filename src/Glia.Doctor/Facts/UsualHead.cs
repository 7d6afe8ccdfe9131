namespace Glia.Doctor.Facts;

/// <summary>The last layer and the loss that targets of a kind need, as Keras' guides have them.</summary>
/// <param name="Units">How many units; so many as there are where the targets leave it open.</param>
/// <param name="Activation">Keras' name of the last activation.</param>
/// <param name="Loss">Keras' name of the loss.</param>
/// <param name="Kind">What the targets are.</param>
internal sealed record UsualHead(int Units, string Activation, string Loss, TargetKind Kind)
{
    // convention: class numbers beyond it are no classes.
    private const int MostClasses = 1000;

    /// <summary>Whether it is for numbers and not for classes.</summary>
    public bool IsForValues => Kind == TargetKind.Values;

    /// <summary>Whether its classes exclude each other.</summary>
    public bool IsExclusive => Kind is TargetKind.OneHot or TargetKind.Distribution or TargetKind.ClassNumbers;

    /// <summary>What a new network needs; null where the targets are of no usual kind.</summary>
    public static UsualHead? For(TargetView targets)
    {
        return targets.Kind switch
        {
            TargetKind.OneHot or TargetKind.Distribution => Of(targets.Width, "softmax", "categorical_crossentropy"),
            TargetKind.ClassNumbers when targets.Minimum >= 0 && targets.Maximum < MostClasses =>
                Of((int)targets.Maximum + 1, "softmax", "sparse_categorical_crossentropy"),
            TargetKind.Binary when targets.Minimum == 0 => Of(1, "sigmoid", "binary_crossentropy"),
            TargetKind.Binary => Of(1, "tanh", "mean_squared_error"),
            TargetKind.MultiLabel when targets.Minimum == 0 => Of(targets.Width, "sigmoid", "binary_crossentropy"),
            TargetKind.Values => Of(targets.Width, "linear", "mean_squared_error"),
            _ => null,
        };

        UsualHead Of(int units, string activation, string loss) => new(units, activation, loss, targets.Kind);
    }

    /// <summary>What a network of so many outputs needs; null where it needs another number of them, or the labels are -1 and 1.</summary>
    public static UsualHead? For(TargetView targets, int units)
    {
        if (For(targets) is not { } usual || targets is { Kind: TargetKind.Binary, Minimum: not 0 }) return null;
        bool open = targets.Kind is TargetKind.OneHot or TargetKind.Distribution or TargetKind.MultiLabel
            || (targets.Kind == TargetKind.ClassNumbers && units > 1);
        return open || units == usual.Units ? usual with { Units = units } : null;
    }
}
