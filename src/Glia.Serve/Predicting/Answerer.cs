using System.Collections.Concurrent;
using Glia.Data;
using Glia.Data.Columns;
using Glia.Images;
using Glia.Kernels;
using Glia.Models;

namespace Glia.Serve.Predicting;

/// <summary>A model that answers, whoever asks: one request, one thread, so that many requests do not wait for each other.</summary>
/// <param name="name">What it is called.</param>
/// <param name="model">The model.</param>
internal sealed class Answerer(string name, Model model)
{
    // A square of fewer numbers is a row of a table rather than a picture.
    private const int LeastSide = 8;

    // From so many rows on all processors are worth waking.
    private const int ManyRows = 64;

    private static readonly Lazy<Workers> s_all = new(() => new Workers(Environment.ProcessorCount));

    // As many as were ever busy at once.
    private readonly ConcurrentBag<Workspace> _idle = [];

    /// <summary>What it is called.</summary>
    public string Name => name;

    /// <summary>The model.</summary>
    public Model Model => model;

    /// <summary>The columns of the table it learned from; null where it was none.</summary>
    public TableColumns? Columns => model.Preprocessing?.Columns;

    /// <summary>What its classes are called, or its labels; empty where it answers numbers.</summary>
    public IReadOnlyList<string> Names => model.ClassNames ?? [];

    /// <summary>How pictures become its input; null where it takes none.</summary>
    public ImagePreparation? Pictures { get; } = TakesPictures(model) ? ImagePreparation.Of(model) : null;

    /// <summary>Whether it takes gray pictures, so that one can be drawn for it.</summary>
    public bool CanBeDrawnFor => Pictures is { } pictures && !(pictures.Shape is { Rank: 3 } shape && shape[2] != 1);

    /// <summary>Height and width of the pictures it takes.</summary>
    public (int Height, int Width) PictureSize
    {
        get
        {
            Shape shape = Pictures!.Shape;
            int side = (int)Math.Sqrt(shape.Size);
            return shape.Rank == 1 ? (side, side) : (shape[0], shape[1]);
        }
    }

    /// <summary>What it answers to rows as its training data had them.</summary>
    /// <exception cref="GliaException">They do not fit.</exception>
    public ModelPredictions Ask(Features raw)
    {
        if (raw.Rows >= ManyRows) return model.Predict(raw, s_all.Value);
        // One row at a time in memory that is kept: what is pinned for a moment is dear to collect.
        if (!_idle.TryTake(out Workspace? workspace)) workspace = new Workspace(model.Network, 1, Workers.Single, keepOutputs: false);
        ModelPredictions answers = ModelPredictions.Of(model, raw, workspace);
        _idle.Add(workspace);
        return answers;
    }

    private static bool TakesPictures(Model model)
    {
        if (model.Preprocessing?.Images is not null) return true;
        if (model.Preprocessing?.Columns is not null) return false;
        Shape input = model.Network.InputShape;
        int side = (int)Math.Sqrt(input.Size);
        bool gray = input.Rank == 1 ? side * side == input.Size : input.Rank == 2 || input.Rank == 3 && input[2] == 1;
        return gray && side >= LeastSide;
    }
}
