using Glia.Doctor.Reference;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>How the arrays of a layer lie, and how they are turned to what a trace holds: a row a sample, kernels [in, out].</summary>
internal sealed class Lying
{
    private readonly Graph _graph;
    private readonly Product _product;
    private readonly bool _turned;

    public Lying(Graph graph, Product product)
    {
        (_graph, _product) = (graph, product);
        TapeValue kernel = graph[product.Kernel], weights = graph[product.Weights], data = graph[product.Data];
        bool asStored = kernel.Shape.SequenceEqual(weights.Shape) && kernel.Strides.SequenceEqual(weights.Strides);
        bool outIn = product.DataFirst == (product.Operation.Name == "inner");
        _turned = asStored == outIn;
        Units = !kernel.IsMatrix ? 1 : outIn ? kernel.Shape[0] : kernel.Shape[1];
        Inputs = kernel.Length / Units;
        Samples = data.Length / Inputs;
    }

    /// <summary>Whether the program keeps the kernel as [out, in].</summary>
    public bool IsTurned => _turned;

    /// <summary>How many samples go through.</summary>
    public int Samples { get; }

    /// <summary>How many inputs the layer has; with a bias within the kernel one more.</summary>
    public int Inputs { get; }

    /// <summary>How many outputs it has.</summary>
    public int Units { get; }

    /// <summary>Inputs of the layer, a row a sample.</summary>
    public Matrix Data(int value) => Rows(value, Inputs);

    /// <summary>Outputs of the layer, or something of their shape, a row a sample.</summary>
    public Matrix Outputs(int value) => Rows(value, Units);

    /// <summary>Whether a value has a number for each sample and output, whichever way it is turned.</summary>
    public bool HasOutputs(int value)
    {
        TapeValue of = _graph[value];
        return of.Length == Samples * Units && (of.Shape.Length < 2
            || (of.IsMatrix && (of.Shape[0] == Samples || of.Shape[0] == Units)) || Samples == 1 || Units == 1);
    }

    /// <summary>Weights, or something of their shape, as they are stored, as [in, out].</summary>
    public Matrix Kernel(int value) => Kernel(value, turned: false);

    /// <summary>The same of something that lies the other way round than the weights, if it is turned.</summary>
    public Matrix Kernel(int value, bool turned)
    {
        Matrix numbers = _graph.Numbers(value);
        if (turned) numbers = numbers.Transposed();
        if (!_graph[_product.Weights].IsMatrix) return new Matrix(numbers.Values.Length, 1, numbers.Values);
        return _turned ? numbers.Transposed() : numbers;
    }

    private Matrix Rows(int value, int width)
    {
        Matrix numbers = _graph.Numbers(value);
        if (_graph[value].Shape.Length < 2 || Samples == 1 || width == 1)
            return numbers.Values.Length % width == 0 ? new Matrix(numbers.Values.Length / width, width, numbers.Values) : numbers;
        // What was turned on its way shows it, unless there are as many samples as numbers of each.
        bool isTurned = numbers.Rows != numbers.Columns && numbers.Rows == (_product.DataFirst ? width : Samples)
            && numbers.Columns == (_product.DataFirst ? Samples : width);
        return _product.DataFirst != isTurned ? numbers : numbers.Transposed();
    }
}
