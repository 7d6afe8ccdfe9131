// Makes parquet-encodings.parquet, parquet-lists.parquet and parquet-images.parquet beside it.
// Written with node 20 and hyparquet-writer 0.17.0: npm install hyparquet-writer@0.17.0 && node make_parquet.mjs
import { deflateSync, gzipSync } from 'node:zlib'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parquetWriteFile } from 'hyparquet-writer'

const here = dirname(fileURLToPath(import.meta.url))
const rows = Array.from({ length: 50 }, (_, i) => i)
const compressors = { GZIP: bytes => gzipSync(bytes) }

// A column for each encoding that says the same: i*i-20 and i/8.
parquetWriteFile({
  filename: join(here, 'parquet-encodings.parquet'),
  codec: 'GZIP', compressors, rowGroupSize: [30, 20],
  columnData: [
    { name: 'plain', data: rows.map(i => i * i - 20), type: 'INT32', encoding: 'PLAIN', nullable: false },
    { name: 'delta', data: rows.map(i => i * i - 20), type: 'INT32', encoding: 'DELTA_BINARY_PACKED' },
    { name: 'long_delta', data: rows.map(i => BigInt(i * i - 20)), type: 'INT64', encoding: 'DELTA_BINARY_PACKED' },
    { name: 'split', data: rows.map(i => i / 8), type: 'FLOAT', encoding: 'BYTE_STREAM_SPLIT' },
    { name: 'long_split', data: rows.map(i => i / 8), type: 'DOUBLE', encoding: 'BYTE_STREAM_SPLIT' },
    { name: 'half', data: rows.map(i => i / 8), type: 'FLOAT16' },
    { name: 'gaps', data: rows.map(i => i % 5 === 0 ? null : i / 8), type: 'DOUBLE' },
    { name: 'runs', data: rows.map(i => i < 40), type: 'BOOLEAN', encoding: 'RLE' },
    { name: 'word', data: rows.map(i => ['red', 'grün', 'blue'][i % 3]), type: 'STRING', encoding: 'PLAIN' },
    { name: 'word_lengths', data: rows.map(i => ['red', 'grün', 'blue'][i % 3]), type: 'STRING', encoding: 'DELTA_LENGTH_BYTE_ARRAY' },
    { name: 'word_prefixes', data: rows.map(i => ['red', 'grün', 'blue'][i % 3]), type: 'STRING', encoding: 'DELTA_BYTE_ARRAY' },
    { name: 'when', data: rows.map(i => new Date(Date.UTC(2024, 0, 1 + i, 6))), type: 'TIMESTAMP' },
    { name: 'y', data: rows.map(i => 2 * i), type: 'INT32' },
  ],
})

const list = (name, type) => [
  { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', ...type },
]
parquetWriteFile({
  filename: join(here, 'parquet-lists.parquet'), rowGroupSize: [30, 20],
  schema: [
    { name: 'root', num_children: 5 },
    ...list('vector', { type: 'FLOAT' }),
    ...list('tags', { type: 'BYTE_ARRAY', converted_type: 'UTF8' }),
    { name: 'box', repetition_type: 'OPTIONAL', num_children: 2 },
    { name: 'w', repetition_type: 'OPTIONAL', type: 'INT32' },
    { name: 'h', repetition_type: 'REQUIRED', type: 'DOUBLE' },
    { name: 'price', repetition_type: 'OPTIONAL', type: 'INT32', converted_type: 'DECIMAL', scale: 2, precision: 6 },
    { name: 'y', repetition_type: 'OPTIONAL', type: 'INT32' },
  ],
  columnData: [
    { name: 'vector', data: rows.map(i => i === 7 ? null : [i, i === 3 ? null : i / 2, -i]) },
    { name: 'tags', data: rows.map(i => Array.from({ length: i % 3 }, (_, k) => `t${k}`)) },
    { name: 'box', data: rows.map(i => i === 9 ? null : { w: i, h: i / 4 }) },
    { name: 'price', data: rows.map(i => i) },
    { name: 'y', data: rows.map(i => i % 2) },
  ],
  kvMetadata: [{ key: 'pandas', value: JSON.stringify({ index_columns: ['row'] }) }],
})

function png(width, height, pixel) {
  const table = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0 })
  const crc = bytes => (bytes.reduce((c, b) => table[(c ^ b) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0
  const chunk = (name, body) => {
    const head = Buffer.concat([Buffer.from(name, 'latin1'), body]), out = Buffer.alloc(head.length + 8)
    out.writeUInt32BE(body.length, 0); head.copy(out, 4); out.writeUInt32BE(crc(head), head.length + 4)
    return out
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0); size.writeUInt32BE(height, 4); size.set([8, 0, 0, 0, 0], 8)
  const raw = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) raw[y * (width + 1) + 1 + x] = pixel(x, y)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', size), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))])
}
parquetWriteFile({
  filename: join(here, 'parquet-images.parquet'),
  schema: [
    { name: 'root', num_children: 2 },
    { name: 'image', repetition_type: 'OPTIONAL', num_children: 2 },
    { name: 'bytes', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY' },
    { name: 'path', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
    { name: 'label', repetition_type: 'OPTIONAL', type: 'INT64' },
  ],
  columnData: [
    { name: 'image', data: rows.slice(0, 12).map(i => ({ bytes: new Uint8Array(png(8, 9, (x, y) => 16 * i + x + y)), path: `${i}.png` })) },
    { name: 'label', data: rows.slice(0, 12).map(i => BigInt(i % 3)) },
  ],
  kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features: {
    image: { _type: 'Image' }, label: { names: ['tee', 'boot', 'bag'], _type: 'ClassLabel' } } } }) }],
})
