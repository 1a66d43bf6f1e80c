import { request } from './client.ts';

/** @returns the address at which the server keeps the picture */
export async function uploadPicture(file: Blob): Promise<string> {
  return (await request<{ url: string }>('POST', '/api/media/', { body: file })).url;
}
