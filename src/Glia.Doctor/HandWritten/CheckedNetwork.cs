using System.Numerics;

namespace Glia.Doctor.HandWritten;

/// <summary>The owner's network with every answer looked at: what cannot be used is said in a sentence that names the member.</summary>
internal sealed class CheckedNetwork<T>(IHandWrittenNetwork<T> own, int inputs) : IHandWrittenNetwork<T>
    where T : struct, IFloatingPointIeee754<T>
{
    public IReadOnlyList<HandWrittenLayer> Layers
    {
        get
        {
            var layers = Ask(nameof(Layers), () => own.Layers) ?? throw Wrong(nameof(Layers), "is null");
            if (layers.Count == 0) throw Wrong(nameof(Layers), "is empty; return a HandWrittenLayer for each layer, inputs first");
            int width = inputs;
            foreach (var (l, layer) in layers.Index())
            {
                string name = $"{nameof(Layers)}[{l}]";
                if (layer.Kernel.Rows != width)
                    throw Wrong(name, $"has a kernel of {layer.Kernel.Rows} x {layer.Kernel.Columns}, and {width} inputs come in; " +
                        "kernels are [in, out], so add .Transposed() where you keep [out, in]");
                width = layer.Kernel.Columns;
                if (layer.KernelGradient is { } gradient && (gradient.Rows != layer.Kernel.Rows || gradient.Columns != width))
                    throw Wrong(name, $"has a gradient of {gradient.Rows} x {gradient.Columns} for a kernel of " +
                        $"{layer.Kernel.Rows} x {width}; return both in one layout");
                if (layer.Bias is { } bias && bias.Columns != width)
                    throw Wrong(name, $"has a bias of {bias.Columns} numbers for {width} units");
            }
            return layers;
        }
    }

    public double LearningRate => own.LearningRate;

    public int BatchSize => own.BatchSize;

    public string HiddenActivation => own.HiddenActivation;

    public string OutputActivation => own.OutputActivation;

    public string LossName => own.LossName;

    public T[][] Forward(T[][] x)
    {
        var outputs = Ask(nameof(Forward), () => own.Forward(x)) ?? throw Wrong(nameof(Forward), "returns null");
        int units = Layers[^1].Kernel.Columns;
        if (outputs.Length != x.Length)
            throw Wrong(nameof(Forward), $"returns {Words.Count(outputs.Length, "row")} for {Words.Count(x.Length, "row")} of x; " +
                "return the outputs of each row that is passed");
        int odd = Array.FindIndex(outputs, row => row?.Length != units);
        if (odd >= 0)
            throw Wrong(nameof(Forward), $"returns {outputs[odd]?.Length ?? 0} numbers for row {odd}, " +
                $"and the last layer has {units} units");
        return outputs;
    }

    public void Backward(T[][] y) => Ask(nameof(Backward), () => Done(() => own.Backward(y)));

    public void Update() => Ask(nameof(Update), () => Done(own.Update));

    public double Evaluate(T[][] x, T[][] y) => Ask(nameof(Evaluate), () => own.Evaluate(x, y));

    public double? Loss(T[][] outputs, T[][] y) => Ask(nameof(Loss), () => own.Loss(outputs, y));

    public int[]? Predict(T[][] x) => Ask(nameof(Predict), () => own.Predict(x));

    private static TAnswer Ask<TAnswer>(string member, Func<TAnswer> call)
    {
        try
        {
            return call();
        }
        catch (Exception thrown) when (thrown is not GliaException)
        {
            throw new GliaException($"{member} of the hand-written network throws {thrown.GetType().Name}: " +
                $"{thrown.Message.TrimEnd('.')}. Mend that first: what it does cannot be examined.", thrown);
        }
    }

    private static bool Done(Action call)
    {
        call();
        return true;
    }

    private static GliaException Wrong(string member, string what) => new($"{member} of the hand-written network {what}.");
}
