import {
  create,
  type DescMessage,
  type DescMethodBiDiStreaming,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import type { Client, ClientDuplexStream } from '@grpc/grpc-js';

/**
 * Calls a unary method.
 *
 * @throws grpc-js ServiceError with `code` and `details`
 */
export function callUnary<I extends DescMessage, O extends DescMessage>(
  client: Client,
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  { timeoutMs }: { timeoutMs: number },
): Promise<MessageShape<O>> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      pathOf(method),
      encoder(method.input),
      decoder(method.output),
      request,
      { deadline: Date.now() + timeoutMs },
      (error, answer) => {
        if (error !== null) reject(error);
        else if (answer === undefined) reject(new Error(`${method.name} gave no answer`));
        else resolve(answer);
      },
    );
  });
}

/** Opens a stream in both directions. */
export function openStream<I extends DescMessage, O extends DescMessage>(
  client: Client,
  method: DescMethodBiDiStreaming<I, O>,
): ClientDuplexStream<MessageInitShape<I>, MessageShape<O>> {
  return client.makeBidiStreamRequest(
    pathOf(method),
    encoder(method.input),
    decoder(method.output),
  );
}

function pathOf(method: { name: string; parent: { typeName: string } }): string {
  return `/${method.parent.typeName}/${method.name}`;
}

function encoder<I extends DescMessage>(schema: I) {
  return (value: MessageInitShape<I>) => Buffer.from(toBinary(schema, create(schema, value)));
}

function decoder<O extends DescMessage>(schema: O) {
  return (bytes: Uint8Array): MessageShape<O> => fromBinary(schema, bytes);
}
