namespace Glia.DoctorBench.Traces;

/// <summary>Every trace of the bench: each slip on every network where it makes sense, published programs, and healthy ones.</summary>
internal static class TraceCases
{
    private static readonly (string Place, HandSpec Spec)[] s_networks =
    [
        ("M2", new HandSpec([64, 32, 32, 10], "relu", "softmax", 0.2, 32)),
        ("M3", new HandSpec([4, 16, 16, 3], "relu", "softmax", 0.1, 16)),
        ("M4", new HandSpec([2, 16, 16, 1], "relu", "sigmoid", 0.3, 32) { Steps = 600 }),
        ("M9", new HandSpec([30, 16, 16, 1], "relu", "sigmoid", 0.1, 24)),
        ("M10", new HandSpec([13, 16, 16, 3], "tanh", "softmax", 0.1, 16)),
        ("M2", new HandSpec([64, 24, 24, 10], "sigmoid", "softmax", 2, 32) { Steps = 500 }),
    ];

    // What people begin with: one hidden layer, often of sigmoids, and one output.
    private static readonly (string Place, HandSpec Spec)[] s_small =
    [
        ("M6", new HandSpec([2, 8, 1], "sigmoid", "sigmoid", 4, 32) { Steps = 1500 }),
        ("M3", new HandSpec([4, 8, 3], "sigmoid", "sigmoid", 1, 16) { Steps = 800 }),
        ("M9", new HandSpec([30, 8, 1], "tanh", "sigmoid", 0.1, 32)),
    ];

    // Values instead of classes.
    private static readonly (string Place, HandSpec Spec)[] s_values =
    [
        ("M7", new HandSpec([9, 24, 1], "relu", "linear", 0.02, 32) { Steps = 800 }),
        ("M11", new HandSpec([2, 24, 24, 1], "tanh", "linear", 0.05, 32) { Steps = 1500 }),
    ];

    /// <summary>Those with a fault.</summary>
    public static IReadOnlyList<TraceCase> Faulty { get; } =
        [.. s_networks.SelectMany(one => OnNetwork(one.Place, one.Spec)), .. Published(), .. Styled()];

    /// <summary>Those without one.</summary>
    public static IReadOnlyList<TraceCase> Healthy { get; } =
    [
        .. s_networks.Select(one => new TraceCase($"{one.Place} {one.Spec.Hidden} trace clean", "T", [], one.Place, one.Spec, [])),
        new("M2 dropout trace clean", "T", [], "M2", new HandSpec([64, 48, 48, 10], "relu", "softmax", 0.2, 32) { Drop = 0.3, Steps = 400 },
            []),
        new("M2 trace of single samples", "T", [], "M2", new HandSpec([64, 32, 32, 10], "relu", "softmax", 0.02, 1) { Steps = 2000 }, []),
        new("M2 summed gradients at a small rate", "T", [], "M2", new HandSpec([64, 32, 32, 10], "relu", "softmax", 0.005, 32),
            [Slip.SumOverBatch]),
        new("M5 trace without hidden layers", "T", [], "M5", new HandSpec([2, 3], "relu", "softmax", 0.3, 32), []),
        .. from one in s_small.Concat(s_networks)
           from style in HandStyle.All
           select new TraceCase($"{one.Place} {one.Spec.Hidden} {one.Spec.Output} trace, {style.Name}", "T", [], one.Place,
               one.Spec.In(style), []),
        .. s_values.Select(one =>
            new TraceCase($"{one.Place} {one.Spec.Hidden} {one.Spec.Output} trace, judged by accuracy", "T", [], one.Place,
            one.Spec with { CountsValues = true }, [])),
        .. from one in s_values
           from style in HandStyle.All.Where(style => !style.Squared)
           select new TraceCase($"{one.Place} {one.Spec.Hidden} {one.Spec.Output} trace, {style.Name}", "T", [], one.Place,
               one.Spec.In(style), []),
    ];

    // The slips that people who write in other ways make as well.
    private static IEnumerable<TraceCase> Styled()
    {
        (string Fault, Slip Slip, int[] Layers, string Also)[] slips =
        [
            ("F58", Slip.BiasOfLastRow, [1, 2, 3], ""), ("F59", Slip.LastLayerOnly, [1, 2], ""), ("F48", Slip.SignFlipped, [], "F64"),
            ("F64", Slip.UpdateAdded, [], "F48"), ("F71", Slip.FirstLayerNeverUpdated, [1], ""), ("F75", Slip.StaleLastSample, [], ""),
            ("F81", Slip.LabelsShuffled, [], ""), ("F80", Slip.WrongDivisor, [], ""),
        ];
        foreach ((string place, HandSpec spec) in ((string, HandSpec)[])[s_small[0], s_networks[0]])
            foreach (HandStyle style in HandStyle.All)
            {
                string name = $"{place} {spec.Hidden} {spec.Output}, {style.Name}";
                Slip slope = spec.Hidden == "relu" ? Slip.MaskMissing : Slip.DerivativeForgotten;
                yield return new($"{name}: {slope}", "T", [spec.Hidden == "relu" ? "F56" : "F57"], place, spec.In(style),
                    [slope])
                { Layers = [1, 2] };
                // The last row of one is the only one.
                foreach (var (fault, slip, layers, also) in slips.Where(one => style.Batch != 1 || one.Slip != Slip.BiasOfLastRow))
                    yield return new($"{name}: {slip}", "T", [fault, .. also.Split(' ', StringSplitOptions.RemoveEmptyEntries)], place,
                        spec.In(style), [slip])
                    {
                        Layers = layers,
                    };
            }
    }

    private static IEnumerable<TraceCase> OnNetwork(string place, HandSpec spec)
    {
        string name = $"{place} {spec.Hidden}";
        bool relu = spec.Hidden == "relu", classes = spec.Output == "softmax";
        TraceCase T(string fault, Slip slip, int[]? layers = null, HandSpec? other = null, string also = "") =>
            new($"{name} {fault} {slip}", "T", [fault, .. also.Split(' ', StringSplitOptions.RemoveEmptyEntries)], place,
                other ?? spec, [slip])
            { Mended = other is null ? null : spec, Layers = layers ?? [] };
        if (relu)
        {
            yield return T("F56", Slip.MaskByGradientSign, [1, 2]);
            yield return T("F56", Slip.MaskMissing, [1, 2]);
            yield return T("F56", Slip.MaskOfNextSample, [1, 2]);
            yield return T("F56", Slip.MaskOfLastLayer, [1]);
        }
        else
        {
            yield return T("F57", Slip.DerivativeOfOutput, [1, 2]);
            yield return T("F57", Slip.DerivativeForgotten, [1, 2]);
        }
        yield return T("F58", Slip.BiasOfLastRow, [1, 2, 3]);
        yield return T("F58", Slip.BiasSumNotDivided, [1, 2, 3]);
        yield return T("F55", Slip.KernelNotTransposed, [1]);
        yield return T("F59", Slip.PathBlocked, [1]);
        yield return T("F59", Slip.LastLayerOnly, [1, 2]);
        yield return T("F60", Slip.Accumulated);
        yield return T("F61", Slip.UpdatedBeforeUse, [1, 2], spec with { Rate = spec.Rate * 4 }, "F65");
        yield return T("F62", Slip.CacheOverwritten, [1]);
        yield return T("F63", Slip.JacobianTwice, also: "F55");
        yield return T("F48", Slip.SignFlipped, also: "F64");
        yield return T("F64", Slip.UpdateAdded, also: "F48");
        yield return T("F47", Slip.SumOverBatch, also: "F65");
        yield return T("F47", Slip.DividedTwice);
        yield return T("F71", Slip.FirstLayerNeverUpdated, [1]);
        yield return T("F75", Slip.StaleLastSample);
        yield return T("F75", Slip.StalePreviousSample);
        yield return T("F75", Slip.StaleLastBatch);
        yield return T("F75", Slip.StaleHidden);
        yield return T("F78", Slip.EvaluatedOnTraining);
        yield return T("F79", Slip.NewNetwork);
        yield return T("F80", Slip.WrongDivisor);
        yield return T("F81", Slip.LabelsShuffled);
        yield return T("F82", Slip.TrainsWhileEvaluating);
        yield return T("F77", Slip.DropoutInEvaluation, other: spec with { Drop = 0.5 });
        yield return T("F41", Slip.ThresholdOnLogits, other: spec with { Deviation = 3, RandomBiases = true })
            with
        { Slips = [], Layers = [1, 2, 3], Name = $"{name} F41 normal weights, deviation 3" };
        yield return T("F66", Slip.ThresholdOnLogits, other: spec with { Rate = 1e-6 }) with { Slips = [], Name = $"{name} F66 rate 1e-6" };
        if (classes)
        {
            yield return T("F50", Slip.SoftmaxOverBatch, [3]);
            yield return T("F50", Slip.SoftmaxOverAll, [3]);
            yield return T("F14", Slip.TargetIsClassNumber, also: "F07 F46");
        }
        else
        {
            yield return T("F76", Slip.ArgmaxOverOneUnit);
            yield return T("F76", Slip.ThresholdOnLogits);
            yield return T("F76", Slip.FloatEquality);
        }
    }

    // Section K of the public list: each has several faults, and any of them is right.
    private static IEnumerable<TraceCase> Published()
    {
        var digits = new HandSpec([784, 60, 60, 10], "relu", "softmax", 0.1, 1) { Steps = 800 };
        TraceCase K(string name, string faults, HandSpec spec, Slip[] slips, string place = "M1", HandSpec? mended = null) =>
            new(name, "K", faults.Split(' '), place, spec, slips) { Mended = mended ?? digits with { Rate = 0.02 } };
        yield return K("K00 origin", "F75 F56 F41 F66", digits with { Rate = 1e-6, Deviation = 1, RandomBiases = true },
            [Slip.MaskByGradientSign, Slip.StaleHidden, Slip.StaleOrigin]);
        yield return K("K00 origin with its training mended", "F75", digits with { Rate = 0.02 }, [Slip.StaleHidden, Slip.StaleOrigin]);
        yield return K("K01 softmax over the batch, stale figures", "F50 F56 F81 F75",
            digits with { Batch = 64, Rate = 0.2, Steps = 100, Deviation = 0.1, RandomBiases = true },
            [Slip.SoftmaxOverAll, Slip.MaskByGradientSign, Slip.TrainingAnswers]);
        yield return K("K03 positive gradients only", "F56 F42",
            new HandSpec([30, 20, 7, 5, 1], "relu", "sigmoid", 0.01, 64) { Deviation = 0.01, Steps = 800 }, [Slip.MaskByGradientSign], "M9",
            new HandSpec([30, 20, 7, 5, 1], "relu", "sigmoid", 0.1, 64) { Steps = 800 });
        yield return K("K05 updates before it propagates", "F61 F56", digits with { Rate = 0.02 },
            [Slip.UpdatedBeforeUse, Slip.MaskByGradientSign]);
        yield return K("K07 trains in its test loop", "F82", new HandSpec([784, 10], "relu", "softmax", 0.1, 64) { Steps = 100 },
            [Slip.TrainsWhileEvaluating]);
        yield return K("K07 dropout in its test, batch dropped", "F77 F80", digits with { Batch = 32, Rate = 0.1, Steps = 150, Drop = 0.5 },
            [Slip.DropoutInEvaluation, Slip.WrongDivisor]);
        yield return K("K11 class number for every output", "F14 F71", new HandSpec([64, 64, 10], "sigmoid", "linear", 2e-4,
            1)
        { Steps = 2000 }, [Slip.TargetIsClassNumber, Slip.BiasNeverUpdated], "M2",
            new HandSpec([64, 64, 10], "sigmoid", "softmax", 0.5, 16));
        yield return K("K13 bias gradient over the wrong rows", "F58 F41", new HandSpec([784, 10, 10], "relu", "softmax", 0.1,
            32)
        { Deviation = 1, RandomBiases = true, Steps = 200 }, [Slip.BiasOfLastRow],
            mended: new HandSpec([784, 10, 10], "relu", "softmax", 0.1, 32) { Steps = 200 });
        yield return K("K15 accumulators never reset", "F60 F62", new HandSpec([784, 40, 10], "tanh", "linear", 0.1, 100) { Steps = 100 },
            [Slip.Accumulated],
            mended: new HandSpec([784, 40, 10], "tanh", "linear", 0.1, 100) { Steps = 100 });
    }
}
